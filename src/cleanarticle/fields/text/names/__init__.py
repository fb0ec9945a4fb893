"""What names look like: of people, of agencies and newsrooms, of places.

Everything here judges by shape and by word lists; there is no register of people. A text of the right shape
is a name unless one of its words says otherwise.
"""
