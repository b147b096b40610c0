"""公开日志: the public side of a log. Static files that anybody may copy and check, witnesses who cosign, the check from the files alone.

``tiles``, ``cosignature``, ``policy``, ``proof`` and ``examine`` know neither database nor framework: an auditor needs nothing else.
"""
