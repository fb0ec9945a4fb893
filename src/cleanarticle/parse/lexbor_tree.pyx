"""The walk over the tree that lexbor built, straight over its structs: a node costs no Python object but what it says.

`lexbor.py` has the same walk over selectolax's objects, for where this module can't be compiled or does not know the
version of selectolax. The structs are those of lexbor as in the selectolax versions that `lexbor.py` lists.

A pointer is read only while the parser it belongs to is referenced: the tree and its elements hold it.
"""

cimport cython
from cpython.unicode cimport PyUnicode_DecodeUTF8
from libc.stdint cimport uint32_t, uintptr_t

from cleanarticle.parse.document cimport Visitor

from cleanarticle.parse.document import OPAQUE

__all__ = ["Element", "Tree"]


cdef struct Text_:
    char *data
    size_t length

cdef struct Node:
    void *events
    uintptr_t local_name
    uintptr_t prefix
    uintptr_t ns
    void *owner_document
    Node *next
    Node *prev
    Node *parent
    Node *first_child
    Node *last_child
    void *user
    uint32_t type

cdef struct CharacterData:
    Node node
    Text_ text

cdef struct Attribute:
    Node node
    uintptr_t upper_name
    uintptr_t qualified_name
    Text_ *value
    void *owner
    Attribute *next
    Attribute *prev

cdef struct ElementNode:
    Node node
    uintptr_t upper_name
    uintptr_t qualified_name
    Text_ *is_value
    Attribute *first_attribute

# The name of a tag or attribute that lexbor does not know: an entry of its hash tables, whose address is the id.
cdef union HashedName:
    char *long_name
    char short_name[17]

cdef struct HashEntry:
    HashedName name
    size_t length

cdef enum:
    ELEMENT = 1
    TEXT = 3
    # Ids of names that lexbor knows are smaller: it has 196 tags and fewer attributes. All others are addresses.
    KNOWN_IDS = 1024
    SHORT_NAME = 16

cdef frozenset _OPAQUE = OPAQUE
cdef list _tags = [None] * KNOWN_IDS
cdef list _attributes = [None] * KNOWN_IDS
"""Names by id, of those met so far. selectolax is asked for a name once."""


cdef inline str _decode(const char *data, size_t length):
    return PyUnicode_DecodeUTF8(data, length, "replace")


cdef inline bint _is_space(const char *data, size_t length) noexcept nogil:
    cdef size_t at
    for at in range(length):
        if data[at] not in (c" ", c"\t", c"\n", c"\f", c"\r"):
            return False
    return True


cdef str _unknown_name(uintptr_t id):
    cdef HashEntry *entry = <HashEntry *> id
    if entry.length <= SHORT_NAME:
        return _decode(entry.name.short_name, entry.length)
    return _decode(entry.name.long_name, entry.length)


cdef class Tree:
    """A parsed page."""

    cdef readonly object parser
    cdef Node *_root
    cdef dict _names

    def __init__(self, parser):
        root = parser.root
        self.parser = parser
        self._root = NULL if root is None else <Node *> <uintptr_t> root.mem_id
        self._names = {}

    def accept(self, Visitor visitor not None):
        """Pass every element and text to a visitor, as `LexborDocument.accept` does."""
        cdef Node *node = self._root
        cdef CharacterData *data
        cdef Py_ssize_t depth = 0
        cdef Py_ssize_t pre = -1  # depth of the outermost open `pre`, in which white space is text
        cdef str tag
        while node != NULL:
            if node.type == TEXT:
                data = <CharacterData *> node
                if pre < 0 and _is_space(data.text.data, data.text.length):
                    visitor.space(depth)
                else:
                    visitor.text(_decode(data.text.data, data.text.length), depth)
            elif node.type == ELEMENT:
                tag = self._tag(node)
                visitor.open(tag, depth, _element(node, self))
                if node.first_child != NULL and tag not in _OPAQUE:
                    if pre < 0 and tag == "pre":
                        pre = depth
                    depth += 1
                    node = node.first_child
                    continue
            while node.next == NULL:
                if depth == 0:
                    return
                node = node.parent
                depth -= 1
                if depth <= pre:
                    pre = -1
            node = node.next

    cdef str _tag(self, Node *node):
        cdef uintptr_t id = node.local_name
        if id < KNOWN_IDS:
            if _tags[id] is None:
                _tags[id] = _python_node(node, self).tag
            return <str> _tags[id]
        name = self._names.get(id)
        if name is None:
            name = self._names[id] = _unknown_name(id)
        return <str> name

    cdef dict _attributes_of(self, Node *node):
        cdef dict attributes = {}
        cdef Attribute *attribute = (<ElementNode *> node).first_attribute
        cdef uintptr_t id
        while attribute != NULL:
            id = attribute.qualified_name or attribute.node.local_name
            if id >= KNOWN_IDS:
                name = self._names.get(id)
                if name is None:
                    name = self._names[id] = _unknown_name(id)
            else:
                name = _attributes[id]
                if name is None:
                    name = _attributes[id] = self._name_by_position(node, attribute)
            if attribute.value == NULL or attribute.value.data == NULL:
                attributes[name] = None
            else:
                attributes[name] = _decode(attribute.value.data, attribute.value.length)
            attribute = attribute.next
        return attributes

    cdef str _name_by_position(self, Node *node, Attribute *asked):
        names = list(_python_node(node, self).attributes)
        cdef Attribute *attribute = (<ElementNode *> node).first_attribute
        cdef Py_ssize_t position = 0
        while attribute != asked:
            attribute = attribute.next
            position += 1
        return names[position]


cdef _python_node(Node *node, Tree tree):
    """selectolax's object for a node, found by the way from the root."""
    cdef list path = []
    cdef Node *each = node
    cdef Py_ssize_t place
    while each != tree._root:
        place = 0
        while each.prev != NULL:
            each = each.prev
            place += 1
        path.append(place)
        if each.parent == NULL or each.parent.type != ELEMENT:
            break
        each = each.parent
    found = tree.parser.root
    if each != tree._root:
        # A sibling of the root.
        place = path.pop()
        while found.prev is not None:
            found = found.prev
        for _ in range(place):
            found = found.next
    for place in reversed(path):
        found = found.first_child
        for _ in range(place):
            found = found.next
    return found


cdef Element _element(Node *node, Tree tree):
    cdef Element element = Element.__new__(Element)
    element._node = node
    element._tree = tree
    return element


@cython.final
@cython.no_gc  # it refers to its tree, and nothing to it
@cython.freelist(16)
cdef class Element:
    """An element of the tree, as `document.Element`."""

    cdef Node *_node
    cdef Tree _tree
    cdef dict _attributes

    @property
    def attributes(self):
        """Values by name; an attribute without a value is `None`."""
        if self._attributes is None:
            self._attributes = self._tree._attributes_of(self._node)
        return self._attributes

    @property
    def html(self):
        """The element and its content as HTML."""
        return _python_node(self._node, self._tree).html

    @property
    def mem_id(self):
        """Address of the node, as selectolax gives it."""
        return <uintptr_t> self._node

    def text(self):
        """The text of the element and its descendants."""
        cdef Node *node = self._node.first_child
        cdef list parts = []
        cdef CharacterData *data
        while node != NULL:
            if node.type == TEXT:
                data = <CharacterData *> node
                parts.append(_decode(data.text.data, data.text.length))
            elif node.first_child != NULL:
                node = node.first_child
                continue
            while node.next == NULL:
                node = node.parent
                if node == self._node:
                    return "".join(parts)
            node = node.next
        return "".join(parts)
