"""Bytes to text (being written)."""
from dataclasses import dataclass
@dataclass(frozen=True, slots=True)
class Decoded:
    text: str
    encoding: str
    source: str
    replaced: int
def decode(data: bytes, charset: str | None = None) -> Decoded:
    try: return Decoded(data.decode("utf-8").replace("\0",""),"utf-8","utf-8",0)
    except UnicodeDecodeError: return Decoded(data.decode(charset or "cp1252","replace").replace("\0",""),"cp1252","fallback",0)
def clean_text(text: str) -> str: return text.replace("\0","")
def looks_binary(data: bytes): return None
