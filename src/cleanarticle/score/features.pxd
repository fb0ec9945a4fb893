cpdef long tag_place(str tag)
cpdef long ending_of(str text)
