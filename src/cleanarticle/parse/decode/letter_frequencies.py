"""The common characters and letters of languages, the most frequent first."""

from __future__ import annotations

from typing import Final

__all__ = ["COMMON_CHARACTERS", "LATIN_LETTERS", "MULTIBYTE", "NEUTRAL", "OTHER_LETTERS", "SINGLE_BYTE"]

COMMON_CHARACTERS: Final = {
    "simplified Chinese": "的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年"
    "过发后作里用道行所然家种事成方多经么去法学如都同现当没动面起看定天分还进好小部其些主样理心日新本前开但因"
    "月与市，。、“”：；？！《》（）",
    "traditional Chinese": "的一是不了在人有我他這個們中來上大為和國地到以說時要就出會可也你對生能而子那得於著下自之"
    "年過發後作裡用道行所然家種事成方多經麼去法學如都同現當沒動面起看定天分還進好小部其些主樣理心日新本前開但"
    "因月與市，。、「」：；？！《》（）",
    "Japanese": "のにをはがでとたしてるれさいなりっすこもくらあまかきうけだそせちよみめつわべえどやじばびむへねほ"
    "ひろごげずぎゆょャュョッンスルトリイラアドクシレジタフロカマテコプメサチパニブデバムキビオナグウエダモケ"
    "セソツハボー日一人年大会本中国月、。「」・",
    "Korean": "이다는에의가을를고하지은도로서한자대사기해인어나리아스시수제것있과정그부전일장상주보원으들만면게"
    "여성국오구안우동미무라비조된니와회었관신했진경음공화",
}
MULTIBYTE: Final = {
    "shift_jis": "Japanese",
    "euc-jp": "Japanese",
    "gb18030": "simplified Chinese",
    "big5": "traditional Chinese",
    "euc-kr": "Korean",
}
# Letters beyond ASCII; for languages with a script of their own, all letters.
LATIN_LETTERS: Final = {
    "German": "äüößé",
    "French": "éèàêçôîûâùëïœü",
    "Spanish": "óíáéñúü¿¡ºª",
    "Portuguese": "ãçáéíóêõàúâôºª",
    "Italian": "àèòùéìî",
    "Dutch": "ëéïèöü",
    "Swedish": "äåöé",
    "Danish": "åøæé",
    "Icelandic": "íáðöúéóþæý",
    "Catalan": "àóèéíòúçïü·",
    "Turkish": "ışğüçöİâî",
    "Polish": "łążęóśćźń",
    "Czech": "íáéěřšýčžůúťňďó",
    "Slovak": "áíéčšýžúľťôňäďóŕĺ",
    "Hungarian": "áéőöóíüúű",
    "Romanian": "ăâîşţ",
    "Croatian": "čšžćđ",
    "Lithuanian": "ėšųįžūčąę",
    "Latvian": "āīēšūņļžčķģ",
    "Estonian": "äõöüšž",
    "Vietnamese": "đưáàơãộôếạấêâóíậ",
}
OTHER_LETTERS: Final = {
    "Russian": "оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъё",
    "Ukrainian": "оаниівртеклсмудпязьбгчйхжшюцїєщфґ",
    "Belarusian": "аніеоыртслкдуяпвмзцьгбшхйчэўжюфщё",
    "Bulgarian": "аоиетнрсвлкдпмзугяъчбцжшйфхщюь",
    "Serbian": "аоиентрсјвукдпмлзгшбчћжцњљхђџф",
    "Greek": "αοιετσνηυρπκμλςωγδόίάχθφήέβξύζώψϊϋΐ",
    "Hebrew": "יוהלארמתשבנדעחפקכםגןסטצזךףץ",
    "Arabic": "اليمونرتبةعدسفهكقأحجشطصىخإذزثئضغءظؤآ",
    "Persian": "اینردمتوبسهشکگزلفقخحعپچآجصطغضثژظذ",
    "Thai": "านรอกเง่ยมวั้ลทดสตีิปบคะหจแไูพุขโใช์ถผซธณึญฟศฐภษื็ำฝฎฆฉๆ",
}
# The more common ones first.
SINGLE_BYTE: Final = (
    "windows-1252 windows-1250 iso-8859-2 windows-1254 windows-1257 windows-1251 koi8-r koi8-u windows-1253 "
    "windows-1255 windows-1256 windows-874 ibm866 iso-8859-5 iso-8859-7"
).split()
NEUTRAL: Final = frozenset("\xa0\xad“”„‘’‚‹›«»–—…•·°©®™€£§´`¨№†‡′″¦¬¤¶¸¯ˆ˜\u200b\u200c\u200d\u200e\u200f")
"""Signs of every language, which say nothing about the encoding."""
