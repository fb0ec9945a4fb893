"""Questions about a text that rules ask. `texts.py` gives the same as Python."""


cpdef bint has_digit(str text):
    """True if a text has a decimal digit of any script."""
    cdef Py_UCS4 character
    for character in text:
        if u"0" <= character <= u"9" or (character > 127 and character.isdecimal()):
            return True
    return False
