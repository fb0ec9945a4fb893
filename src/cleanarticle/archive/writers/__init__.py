"""Writers: one module for each format of outputs. None of them imports another."""
