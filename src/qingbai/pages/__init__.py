"""The look all doors share (页面): one frame, one family of questions, and the table that says who may use which address."""
