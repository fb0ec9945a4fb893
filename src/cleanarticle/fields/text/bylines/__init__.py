"""Read bylines: the line that says who wrote an article, and what metadata says of its authors.

- `parse`: the whole way of a line, a value of metadata or an author's element;
- `cues`: bywords ("By"), and the words at which what names authors ends: dates, buttons, credits of photographers;
- `parts`: part glued words, split the line, and judge each part by itself;
- `findings`: what the parts turned out to be.
"""
