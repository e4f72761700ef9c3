"""The light guess of a language."""

from __future__ import annotations

import pytest

from articles.ingest.language import guess_language


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("The mayor said that the bridge is shut and that it will not open before May.", "en"),
        ("Der Bürgermeister sagte, die Brücke ist zu und wird nicht vor dem Mai geöffnet.", "de"),
        ("Le maire a dit que le pont est fermé et que les habitants ne sont pas contents.", "fr"),
        ("El alcalde dijo que el puente está cerrado y que no se abre para los coches.", "es"),
        ("Мэр заявил, что мост закрыт и что его откроют только в мае. Было поздно, дождь выл.", "ru"),
        ("Мер заявив, що міст закрито і що його відкриють лише в травні, її слова.", "uk"),
        ("قال رئيس البلدية إن الجسر مغلق ولن يفتح قبل شهر مايو في المدينة القديمة", "ar"),
        ("市長は橋が閉まっていると述べた。", "ja"),
        ("市长说，桥是关闭的，人们不高兴了。", "zh"),
        ("Ο δήμαρχος είπε ότι η γέφυρα είναι κλειστή.", "el"),
        ("Ruiz Oke Ortiz Lindqvist Wrexley", "und"),
        ("1 2 3", "und"),
        ("", "und"),
    ],
)
def test_languages(text: str, code: str) -> None:
    assert guess_language(text) == code
