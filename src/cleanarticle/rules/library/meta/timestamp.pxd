from cleanarticle.rules.boxes cimport in_small_box
from cleanarticle.rules.texts cimport has_digit
