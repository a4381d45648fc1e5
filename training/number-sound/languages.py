"""What callers say in other languages: the digits from zero to nine, and phrases. Those that are held out show what a language unheard in training does."""

SPOKEN = {
    "es": ("cero uno dos tres cuatro cinco seis siete ocho nueve",
           "mi número de tarjeta es|me llamo Carlos Herrera|nací el doce de abril de mil novecientos setenta|vivo en la calle de los olivos|"
           "quisiera cambiar mi cita por favor|el número de mi seguro es|buenos días necesito hablar con la doctora|mi hija tiene fiebre desde ayer|"
           "treinta y dos cuarenta y siete|diecinueve ochenta y cinco sesenta|me duele mucho la espalda|no hablo inglés muy bien"),
    "es-419": ("cero uno dos tres cuatro cinco seis siete ocho nueve",
               "mi correo es ana punto lópez|mi número de teléfono es|cincuenta y tres veintiuno|no entiendo me puede repetir|"
               "la fecha de nacimiento es veinte de junio|necesito la receta para mi mamá|gracias hasta luego"),
    "it": ("zero uno due tre quattro cinque sei sette otto nove",
           "il mio numero è|mi chiamo Paolo Rossi|sono nato il tre maggio|vorrei spostare la visita di domani|ventidue trentasette"),
    "nl": ("nul een twee drie vier vijf zes zeven acht negen", "mijn naam is Willem de Boer|ik wil graag een afspraak maken|mijn nummer is|tweeëntwintig vijfendertig"),
    "pl": ("zero jeden dwa trzy cztery pięć sześć siedem osiem dziewięć", "nazywam się Anna Kowalska|chciałbym umówić wizytę|mój numer to|boli mnie głowa"),
    "ru": ("ноль один два три четыре пять шесть семь восемь девять", "меня зовут Иван Петров|мой номер карты|я хочу записаться к врачу|у меня болит спина"),
    "ro": ("zero unu doi trei patru cinci șase șapte opt nouă", "mă numesc Ion Popescu|numărul meu este|aș dori o programare"),
    "tr": ("sıfır bir iki üç dört beş altı yedi sekiz dokuz", "benim adım Mehmet|kart numaram|randevu almak istiyorum"),
    "hi": ("शून्य एक दो तीन चार पांच छह सात आठ नौ", "मेरा नाम राज है|मेरा कार्ड नंबर|मुझे डॉक्टर से बात करनी है"),
    "cmn": ("零 一 二 三 四 五 六 七 八 九", "我的名字是李明|我的卡号是|我想预约医生"),
    "ar": ("صفر واحد اثنان ثلاثة أربعة خمسة ستة سبعة ثمانية تسعة", "اسمي أحمد|رقم بطاقتي|أريد موعدا مع الطبيب"),
    "ko": ("영 일 이 삼 사 오 육 칠 팔 구", "제 이름은 김민수입니다|카드 번호는|예약하고 싶어요"),
    "sv": ("noll ett två tre fyra fem sex sju åtta nio", "jag heter Erik|mitt nummer är|jag vill boka en tid"),
    "id": ("nol satu dua tiga empat lima enam tujuh delapan sembilan", "nama saya Budi|nomor kartu saya|saya mau bertemu dokter"),
}

HELD_OUT = {
    "de": ("null eins zwei drei vier fünf sechs sieben acht neun",
           "meine Kartennummer ist|ich heiße Thomas Becker|ich möchte einen Termin vereinbaren|zweiundzwanzig siebenunddreißig|mein Knie tut weh"),
    "fr-fr": ("zéro un deux trois quatre cinq six sept huit neuf",
              "mon numéro de carte est|je m'appelle Claire Dubois|je voudrais prendre rendez-vous|soixante-dix-huit quarante-deux|j'ai mal au dos"),
    "pt-br": ("zero um dois três quatro cinco seis sete oito nove",
              "o número do meu cartão é|meu nome é João Silva|eu queria marcar uma consulta|trinta e dois cinquenta e sete|minha filha está com febre"),
    "vi": ("không một hai ba bốn năm sáu bảy tám chín", "tên tôi là Nguyễn Văn An|số thẻ của tôi là|tôi muốn đặt lịch hẹn"),
}

SPANISH = ("es", "es-419")  # what an American clinic hears most


def pick(rng, is_held_out):
    if is_held_out:
        return rng.choice(list(HELD_OUT))
    return rng.choice(list(SPOKEN)) if rng.random() < 0.6 else rng.choice(SPANISH)


def phrase(rng, language):
    """A phrase, or digits in groups of four."""
    figures, phrases = (SPOKEN | HELD_OUT)[language]
    if rng.random() < 0.45:
        return rng.choice(phrases.split("|"))
    groups = [" ".join(rng.choice(figures.split()) for _ in range(4)) for _ in range(rng.randrange(1, 4))]
    return rng.choice([", ", " "]).join(groups)
