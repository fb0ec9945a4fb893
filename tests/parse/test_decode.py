"""Bytes to text: labels, declarations that lie, and bytes that declare nothing."""

from __future__ import annotations

import random

import pytest
from cpu_time import least_seconds

from cleanarticle.parse.decode import clean_text, decode, encoded_once, looks_binary
from cleanarticle.parse.limits import Limits
from cleanarticle.parse.read import read_markup

RUSSIAN = (
    "Вчера вечером жители посёлка собрались на берегу реки, чтобы проводить первый паром. Капитан сказал, что рейсы "
    "будут ходить каждый день до самой осени, если погода не испортится."
)
UKRAINIAN = (
    "Учора ввечері мешканці селища зібралися на березі річки, щоб провести перший пором. Її капітан сказав, що рейси "
    "ходитимуть щодня аж до осені, якщо погода не зіпсується."
)
POLISH = (
    "Wczoraj wieczorem mieszkańcy osady zebrali się nad brzegiem rzeki, żeby pożegnać pierwszy prom. Kapitan "
    "powiedział, że rejsy będą odbywać się codziennie aż do jesieni, jeśli pogoda się nie zepsuje. Źródło działa."
)
CZECH = (
    "Včera večer se obyvatelé osady sešli na břehu řeky, aby vyprovodili první přívoz. Kapitán řekl, že lodě budou "
    "plout každý den až do podzimu, jestliže se počasí nezhorší."
)
HUNGARIAN = (
    "Tegnap este a falu lakói összegyűltek a folyó partján, hogy elbúcsúztassák az első kompot. A kapitány azt mondta, "
    "hogy a járatok őszig minden nap közlekednek, ha az idő nem romlik el."
)
GERMAN = (
    "Gestern Abend kamen die Bürger am Flussufer zusammen, um die erste Fähre zu verabschieden. Der Kapitän sagte, "
    "dass die Schiffe täglich führen, bis der Herbst käme; schöne Grüße ließ er ausrichten."
)
FRENCH = (
    "Hier soir, les habitants se sont réunis au bord de la rivière pour saluer le départ du premier bac. Où qu'il "
    "aille, le capitaine a précisé que la traversée serait assurée chaque jour jusqu'à l'automne, même très tôt."
)
DANISH = (
    "I går aftes mødtes byens borgere ved åen for at tage afsked med den første færge. Kaptajnen sagde, at bådene "
    "sejler hver dag, så længe vejret er godt, og at børn rejser på halv pris."
)
TURKISH = (
    "Dün akşam köy halkı ilk feribotu uğurlamak için ırmağın kıyısında toplandı. Kaptan, havalar bozulmazsa seferlerin "
    "güze kadar her gün yapılacağını, çocukların ise ücretsiz taşınacağını söyledi. İşler iyi gidiyor."
)
GREEK = (
    "Χθες το βράδυ οι κάτοικοι του χωριού μαζεύτηκαν στην όχθη του ποταμού για να αποχαιρετήσουν το πρώτο πλοίο. Ο "
    "καπετάνιος είπε ότι τα δρομολόγια θα γίνονται κάθε μέρα ως το φθινόπωρο, αν το επιτρέψει ο καιρός."
)
HEBREW = (
    "אתמול בערב התאספו תושבי הכפר על גדת הנהר כדי להיפרד מהמעבורת הראשונה. רב החובל אמר שההפלגות ייצאו בכל יום "
    "עד הסתיו, אם מזג האוויר לא יתקלקל."
)
ARABIC = (
    "اجتمع سكان القرية مساء أمس على ضفة النهر لوداع العبارة الأولى. وقال القبطان إن الرحلات ستنطلق كل يوم حتى "
    "الخريف إذا بقي الطقس جيدا."
)
THAI = "เมื่อวานนี้ชาวบ้านมารวมตัวกันที่ริมแม่น้ำเพื่อส่งเรือข้ามฟากลำแรก กัปตันบอกว่าเรือจะออกทุกวันจนถึงปลายปีถ้าอากาศยังดีอยู่"
LITHUANIAN = (
    "Vakar vakare kaimo gyventojai susirinko ant upės kranto išlydėti pirmojo kelto. Kapitonas pažadėjo, kad laivai "
    "plauks kasdien iki rudens, jeigu oras nesugęs, o vaikų bilietai bus pigesni. Žmonės džiaugėsi šįvakar."
)
JAPANESE = (
    "昨日の夕方、村の人々は川の岸に集まり、最初の渡し船を見送りました。船長は、天気がくずれなければ秋まで毎日船が出ると話し、"
    "子どもたちはとてもよろこんでいました。"
)
CHINESE = (
    "昨天晚上，村里的人们来到河边，为第一班渡船送行。船长说，如果天气不变坏，船会每天开到秋天，孩子们都很高兴，"
    "因为他们以后可以在对面的学校上学了。"
)
TRADITIONAL = (
    "昨天晚上，村裡的人們來到河邊，為第一班渡船送行。船長說，如果天氣不變壞，船會每天開到秋天，孩子們都很高興，"
    "因為他們以後可以在對面的學校上學了。"
)
KOREAN = (
    "어제 저녁 마을 사람들은 강가에 모여 첫 나룻배를 배웅했다. 선장은 날씨가 나빠지지 않으면 가을까지 매일 "
    "배가 다닐 것이라고 말했고 아이들은 매우 기뻐했다."
)


def page(text: str, head: str = "") -> str:
    return f"<!doctype html><html><head>{head}<title>x</title></head><body><p>{text}</p></body></html>"


LEGACY = [
    (RUSSIAN, "windows-1251", "cp1251"),
    (RUSSIAN, "koi8-r", "koi8_r"),
    (RUSSIAN, "ibm866", "cp866"),
    (RUSSIAN, "iso-8859-5", "iso8859_5"),
    (UKRAINIAN, "windows-1251", "cp1251"),
    (POLISH, "windows-1250", "cp1250"),
    (POLISH, "iso-8859-2", "iso8859_2"),
    (CZECH, "windows-1250", "cp1250"),
    (CZECH, "iso-8859-2", "iso8859_2"),
    (HUNGARIAN, "windows-1250", "cp1250"),
    (GERMAN, "windows-1252", "cp1252"),
    (FRENCH, "windows-1252", "cp1252"),
    (DANISH, "windows-1252", "cp1252"),
    (TURKISH, "windows-1254", "cp1254"),
    (LITHUANIAN, "windows-1257", "cp1257"),
    (GREEK, "windows-1253", "cp1253"),
    (HEBREW, "windows-1255", "cp1255"),
    (ARABIC, "windows-1256", "cp1256"),
    (THAI, "windows-874", "cp874"),
    (JAPANESE, "shift_jis", "cp932"),
    (JAPANESE, "euc-jp", "euc_jp"),
    (JAPANESE, "iso-2022-jp", "iso2022_jp"),
    (CHINESE, "gb18030", "gb18030"),
    (TRADITIONAL, "big5", "big5"),
    (KOREAN, "euc-kr", "cp949"),
]
IDS = [f"{name}-{text[:6].strip()}" for text, name, _ in LEGACY]


@pytest.mark.parametrize(("text", "name", "codec"), LEGACY, ids=IDS)
def test_detects_an_encoding_that_nothing_declares(text: str, name: str, codec: str) -> None:
    decoded = decode(page(text).encode(codec))
    assert text in decoded.text
    assert decoded.encoding == name
    assert decoded.source == "detected"
    assert decoded.replaced == 0


@pytest.mark.parametrize(("text", "name", "codec"), LEGACY, ids=IDS)
def test_believes_a_true_declaration(text: str, name: str, codec: str) -> None:
    declared = decode(page(text, f'<meta charset="{name}">').encode(codec))
    assert (declared.encoding, declared.source, declared.replaced) == (name, "meta", 0)
    assert text in declared.text
    assert decode(page(text).encode(codec), name).source == "http"


@pytest.mark.parametrize("lie", ["utf-8", "iso-8859-1", "windows-1251", "gb2312", "shift_jis", "big5", "euc-kr"])
@pytest.mark.parametrize(("text", "name", "codec"), LEGACY, ids=IDS)
def test_sees_through_a_false_declaration(text: str, name: str, codec: str, lie: str) -> None:
    decoded = decode(page(text, f'<meta charset="{lie}">').encode(codec))
    assert text in decoded.text


@pytest.mark.parametrize("lie", ["iso-8859-1", "windows-1251", "gb2312", "shift_jis", "euc-kr", "koi8-r", "utf-16"])
def test_valid_utf_8_is_utf_8_whatever_is_declared(lie: str) -> None:
    for text in {text for text, _, _ in LEGACY}:
        decoded = decode(page(text, f'<meta charset="{lie}">').encode(), lie)
        assert text in decoded.text
        assert decoded.encoding == "utf-8"


@pytest.mark.parametrize(
    ("label", "name"),
    [
        ("ISO-8859-1", "windows-1252"),
        ("latin1", "windows-1252"),
        ("us-ascii", "windows-1252"),
        ("x-user-defined", "windows-1252"),
        ("iso-8859-9", "windows-1254"),
        ("latin5", "windows-1254"),
        ("iso-8859-11", "windows-874"),
        ("TIS-620", "windows-874"),
        ("gb2312", "gb18030"),
        ("GBK", "gb18030"),
        ("x-sjis", "shift_jis"),
        ("Windows-31J", "shift_jis"),
        ("ks_c_5601-1987", "euc-kr"),
        ("big5-hkscs", "big5"),
        ("x-mac-roman", "macintosh"),
        ("koi8-ru", "koi8-u"),
        ("cp866", "ibm866"),
        ("Win-1251", "windows-1251"),
        ("ISO 8859-2", "iso-8859-2"),
        ("iso_8859-15", "iso-8859-15"),
        (" 'windows-1253'; ", "windows-1253"),
        ("text/html; charset=Windows-1255", "windows-1255"),
    ],
)
def test_knows_labels(label: str, name: str) -> None:
    assert decode(b"<p>plain</p>", label).encoding == name
    assert decode(b"<p>plain</p>", label).source == "http"


@pytest.mark.parametrize("label", ["", "none", "binary", "utf", "iso-8859-99", "text/html", "\x00\xff", "x" * 100_000])
def test_ignores_labels_that_mean_nothing(label: str) -> None:
    decoded = decode(page(GERMAN, '<meta charset="windows-1252">').encode("cp1252"), label)
    assert (decoded.encoding, decoded.source) == ("windows-1252", "meta")


@pytest.mark.parametrize(
    "head",
    [
        '<meta charset="windows-1251">',
        "<meta charset=windows-1251>",
        "<META CHARSET = 'Windows-1251' />",
        '<meta http-equiv="Content-Type" content="text/html; charset=windows-1251">',
        '<meta content="text/html;charset=windows-1251" http-equiv=content-type>',
        '<!-- <meta charset="koi8-r"> --><meta charset="windows-1251">',
        '<script>var meta = \'<meta charset="koi8-r">\';</script><meta charset="windows-1251">',
        '<meta name="description" content="how to use charset=koi8-r"><meta charset="windows-1251">',
        '<meta charset="nonsense"><meta charset="windows-1251">',
    ],
)
def test_reads_the_declaration_of_the_page(head: str) -> None:
    decoded = decode(page("Да", head).encode("cp1251"))
    assert "<p>Да</p>" in decoded.text
    assert (decoded.encoding, decoded.source) == ("windows-1251", "meta")


def test_reads_the_xml_declaration() -> None:
    data = f'<?xml version="1.0" encoding="koi8-r"?>{page("Да")}'.encode("koi8_r")
    assert (decode(data).encoding, decode(data).source) == ("koi8-r", "xml")


def test_the_http_header_comes_before_the_page() -> None:
    data = page("Да", '<meta charset="windows-1251">').encode("koi8_r")
    assert "<p>Да</p>" in decode(data, "koi8-r").text


@pytest.mark.parametrize("codec", ["utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
def test_a_byte_order_mark_decides(codec: str) -> None:
    text = page(GREEK, '<meta charset="windows-1252">')
    decoded = decode(("\ufeff" + text).encode(codec), "koi8-r")
    assert decoded.text == text
    assert decoded.source == "bom"


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("text", [GERMAN, RUSSIAN, CHINESE])
def test_sees_utf_16_without_a_mark(text: str, codec: str) -> None:
    data = page(text, '<meta charset="utf-16">').encode(codec)
    assert decode(data).text == decode(data, "utf-8").text == page(text, '<meta charset="utf-16">')
    assert decode(data).encoding == codec.replace("16-", "16")
    assert decode(data, codec).source == "http"


def test_utf_16_declared_in_readable_bytes_is_utf_8() -> None:
    decoded = decode(page(GERMAN, '<meta charset="utf-16le">').encode())
    assert (decoded.encoding, decoded.source) == ("utf-8", "meta")


def test_one_bad_byte_in_a_megabyte_stays_one() -> None:
    text = page(GERMAN * 5000, '<meta charset="utf-8">').encode()
    assert len(text) > 1_000_000
    decoded = decode(text[:500_000] + b"\xff" + text[500_000:])
    assert decoded.encoding == "utf-8"
    assert decoded.replaced == decoded.text.count("\ufffd") == 1


def test_a_replacement_character_in_the_page_is_not_counted() -> None:
    assert decode("<p>\ufffd ä ö ü".encode() + b"\xff").replaced == 1


def test_bytes_undefined_in_windows_1252_become_controls() -> None:
    decoded = decode(b"<p>caf\xe9 \x81\x8d\x8f\x90\x9d \x93quoted\x94</p>", "iso-8859-1")
    assert decoded.text == "<p>café \x81\x8d\x8f\x90\x9d “quoted”</p>"
    assert decoded.replaced == 0


def test_bytes_undefined_in_other_encodings_are_replaced() -> None:
    decoded = decode(page(GREEK).encode("cp1253") + b"\xd2", "windows-1253")
    assert decoded.replaced == 1


def test_a_bad_byte_does_not_swallow_the_markup_behind_it() -> None:
    for text, name, codec in LEGACY[-6:]:
        if name != "iso-2022-jp":
            data = page(text).encode(codec).replace(b"</p>", b"\x81</p>")
            assert "</p></body></html>" in decode(data, name).text


def test_circled_digits_in_euc_jp() -> None:
    data = page(JAPANESE + "①").encode("euc_jis_2004")
    assert JAPANESE + "①" in decode(data, "euc-jp").text


@pytest.mark.parametrize("data", [b"", b"\x00", b"\xef\xbb\xbf", b"\xff\xfe", b"\xff", b"\x1b$B", b"\xfe\xff\xd8"])
def test_scraps_decode_to_something(data: bytes) -> None:
    assert "\0" not in decode(data).text


def test_no_bytes_make_it_fail_or_leave_nul_or_surrogates() -> None:
    rng = random.Random(5)
    labels = [
        None,
        "utf-8",
        "utf-16",
        "gbk",
        "big5",
        "euc-jp",
        "iso-2022-jp",
        "shift_jis",
        "euc-kr",
        "koi8-u",
        "windows-874",
    ]
    pieces = [
        b"<p>",
        b"\0",
        b"\xed\xa0\x80",
        b"\x1b$B",
        b"\x1b(B",
        b"\xf0\x9f\x98",
        "ä中Я".encode(),
        b"\x84\x31\xa4\x37",
    ]
    for _ in range(120):
        data = b"".join(rng.choice([*pieces, rng.randbytes(3)]) for _ in range(rng.randrange(60)))
        for label in labels:
            text = decode(data, label).text
            assert "\0" not in text
            text.encode("utf-8")


def test_clean_text_repairs_a_string() -> None:
    assert clean_text("a\0b\ud800c \ud83d\ude00 ä") == "ab\ufffdc \U0001f600 ä"
    plain = "nothing wrong: ä 中"
    assert clean_text(plain) is plain


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", "a PDF"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "a PNG image"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "a JPEG image"),
        (b"RIFF\x10\0\0\0WEBPVP8 ", "a WebP image"),
        (b"\0\0\0\x20ftypisom", "an MP4 file"),
        (b"\x1f\x8b\x08\0\0\0", "gzip data"),
        (b"PK\x03\x04\x14\0", "a ZIP archive"),
        (random.Random(1).randbytes(3000), "binary data"),
        (bytes(2000), "binary data"),
    ],
)
def test_says_what_is_not_text(data: bytes, kind: str) -> None:
    assert looks_binary(data) == kind


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"plain text\twith a tab\r\n\x0c",
        page(JAPANESE).encode("iso2022_jp"),
        page(CHINESE).encode("utf-16-le"),
        page(CHINESE).encode("utf-16"),
        page(GERMAN).encode().replace(b" ", b"\0 \0"),
        page(GERMAN).encode().replace(b"e", b"e\x01\x02"),
        *(page(text).encode(codec) for text, _, codec in LEGACY),
    ],
)
def test_text_is_not_binary(data: bytes) -> None:
    assert looks_binary(data) is None


def test_decoding_utf_8_costs_little_more_than_decoding() -> None:
    data = page((GERMAN + "<br>") * 900, '<meta charset="utf-8">').encode()

    assert least_seconds(lambda: decode(data), 100) < 3 * least_seconds(lambda: data.decode("utf-8"), 100)


# --- UTF-8 that was encoded twice -------------------------------------------------------------------------


def twice(text: str) -> str:
    return "".join(bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in text.encode())


ENGLISH = "“It’s the café — or naïve…” © 2024"


@pytest.mark.parametrize("text", [ENGLISH, RUSSIAN, POLISH, GERMAN, FRENCH, "中文字 你好 世界", "Ελλάδα", "⭐✓→ 😀 🛥"])
def test_utf_8_that_was_encoded_twice_is_undone(text: str) -> None:
    data = f"<meta charset=utf-8><p>{twice(text)}".encode()
    assert decode(data).text == f"<meta charset=utf-8><p>{text}"
    assert read_markup(data.decode(), None, Limits()) == f"<meta charset=utf-8><p>{text}"


def test_what_is_encoded_right_beside_it_stays() -> None:
    page = f"<p>Größe und é » {twice(GERMAN)}"
    assert decode(page.encode()).text == f"<p>Größe und é » {GERMAN}"


@pytest.mark.parametrize(
    "text",
    [
        f"The page says {twice('“It’s here” –')}, which is UTF-8 taken for something else.",
        f"{twice(ENGLISH)} stands for {ENGLISH}, and {twice('’')} for ’ in all of them.",
        "CAFÉ® is the name. " * 30,
        "« CAFÉ », « ÉLITE » et « DÉJÀ VÉCU »: «CAFÉ», «DÉJÀ\u00a0», «MENÜ“, «café\u00a0»" * 5,
        f"{GERMAN} {FRENCH} SÃO, MAÇÃ» e IRMÃ”, À\u00a0bientôt. " * 5,
    ],
    ids=["quoted-once", "explained", "brand", "capitals", "european"],
)
def test_what_is_meant_stays(text: str) -> None:
    assert decode(text.encode()).text == text
    assert read_markup(text, None, Limits()) == text


def test_undoing_it_costs_next_to_nothing_on_other_pages() -> None:
    data = f"<p>{GERMAN} {FRENCH} {POLISH} {RUSSIAN}</p>".encode() * 2_000
    assert encoded_once(data) is data
    assert least_seconds(lambda: encoded_once(data), 20) < 0.2 * least_seconds(lambda: data.decode("utf-8"), 20)
