"""An application made at the counter (窗口申请): the form, what it offers."""
