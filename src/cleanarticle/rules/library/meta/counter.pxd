from cleanarticle.rules.boxes cimport in_small_box
