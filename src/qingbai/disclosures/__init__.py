"""办案查询: state organs and defence lawyers who ask for a case: exactly the fields that the law gives each."""
