cpdef tuple split_names(str raw)
cpdef long meaning_of(dict attributes)
cpdef kind_by_class(str classes)
