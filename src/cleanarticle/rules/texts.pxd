cpdef bint has_digit(str text)
