"""通知: what people are told at each step, by e-mail and text message: kept first, sent after, never twice."""
