"""异议与复查: an answer is objected to, reviewed, upheld or replaced."""
