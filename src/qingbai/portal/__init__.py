"""The applicant's door (门户): one question a page, on a phone. Forms, views and templates; decides nothing."""
