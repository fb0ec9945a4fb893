cpdef str normalise_space(str text)
cpdef list split_at_breaks(list run)
cpdef double count_words(str text)
