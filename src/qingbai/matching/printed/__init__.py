"""What a picture of an identity document prints (证件识读): lines of text with their places in, fields with confidences and reasons out.

Some program found the lines (``uploads.reader``); what they mean is found here, by pure functions that can be tried without any picture. Nothing is
decided: a field that was read is a question to a person (``against``), never an answer.
"""
