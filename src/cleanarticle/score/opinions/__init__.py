"""Second opinions: bodies found by other principles than the scores, each cleaned in its own way.

None of them is the body. Whether a block is in each of them, how far they agree with the first scores and with each
other, are features of the second pass.
"""
