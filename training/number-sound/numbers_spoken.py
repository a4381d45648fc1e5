"""Numbers as people read them aloud: what the network must hear."""
ONES = "zero one two three four five six seven eight nine".split()
TEENS = "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
ORDINALS = ("first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth "
            "nineteenth twentieth twenty-first twenty-second twenty-third twenty-fourth twenty-fifth twenty-sixth twenty-seventh twenty-eighth twenty-ninth "
            "thirtieth thirty-first").split()
MONTHS = "January February March April May June July August September October November December".split()
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
ALPHABET = ("Alpha Bravo Charlie Delta Echo Foxtrot Golf Hotel India Juliet Kilo Lima Mike November Oscar Papa Quebec Romeo Sierra Tango Uniform Victor Whiskey "
            "X-ray Yankee Zulu").split()


def digits(rng, count):
    return "".join(rng.choice("0123456789") for _ in range(count))


def below_hundred(n):
    """As a pair is read in a card number or a year."""
    if n < 10:
        return "oh " + ONES[n]
    if n < 20:
        return TEENS[n - 10]
    return TENS[n // 10 - 2] + (" " + ONES[n % 10] if n % 10 else "")


def singly(rng, figures, sizes):
    """Digit by digit in groups of those sizes, taken in turn at random; zero or oh; sometimes doubles."""
    zero, doubles = rng.choice(["zero", "zero", "oh"]), rng.random() < 0.2
    groups, at = [], 0
    while at < len(figures):
        group, words, i = figures[at:at + rng.choice(sizes)], [], 0
        at += len(group)
        while i < len(group):
            name = zero if group[i] == "0" else ONES[int(group[i])]
            if doubles and group[i:i + 2] == group[i] * 2:
                words.append("double " + name)
                i += 2
            else:
                words.append(name)
                i += 1
        groups.append(" ".join(words))
    return rng.choice([", ", ", ", ", ", " ", " dash "]).join(groups)


def in_pairs(rng, figures):
    return rng.choice([", ", " "]).join(below_hundred(int(figures[i:i + 2])) for i in range(0, len(figures), 2))


def date(rng):
    month, day, year = rng.choice(MONTHS), rng.choice(ORDINALS), rng.randrange(1925, 2016)
    spoken = f"{below_hundred(year // 100)} {below_hundred(year % 100)}"
    if 2000 <= year < 2010:
        spoken = "two thousand" + (" " + ONES[year - 2000] if year > 2000 else "")
    return rng.choice([
        f"{month} {day}, {spoken}", f"{month} {day}, {spoken}", f"{month} {day}", f"the {day} of {month} {spoken}",
        f"{below_hundred(rng.randrange(1, 13)).removeprefix('oh ')} {below_hundred(rng.randrange(1, 29)).removeprefix('oh ')} {below_hundred(year % 100)}"])


def letters(rng):
    if rng.random() < 0.25:
        return " ".join(rng.choice(ALPHABET) for _ in range(rng.randrange(2, 5)))
    return " ".join(rng.choice(LETTERS) for _ in range(rng.randrange(2, 8)))


def number(rng):
    """One of every convention: singly in groups, irregular groups, pairs, dates, letters, hundreds, and what mixes them."""
    kind = rng.random()
    if kind < 0.40:
        return singly(rng, digits(rng, rng.choice([3, 4, 4, 5, 6, 7, 8, 9, 10, 12, 15, 16])), rng.choice([[4], [3], [2], [3, 4]]))
    if kind < 0.52:
        return singly(rng, digits(rng, rng.choice([7, 9, 10, 16])), [2, 3, 3, 4, 5])
    if kind < 0.62:
        return in_pairs(rng, digits(rng, rng.choice([4, 4, 6, 8, 10, 16])))
    if kind < 0.76:
        return date(rng)
    if kind < 0.84:
        return letters(rng) + rng.choice([" ", ", "]) + singly(rng, digits(rng, rng.choice([3, 4, 6, 8])), [3, 4])
    if kind < 0.90:
        return letters(rng)
    if kind < 0.95:
        return rng.choice([
            f"{rng.choice(ONES[1:])} hundred {below_hundred(rng.randrange(10, 100))}", f"{below_hundred(rng.randrange(10, 100))} thousand",
            f"{rng.choice(ONES[1:])} thousand {rng.choice(ONES[1:])} hundred", f"one eight hundred, {singly(rng, digits(rng, 7), [3, 4])}"])
    return f"{below_hundred(rng.randrange(1, 13))} {rng.choice(['', 'slash '])}{below_hundred(rng.randrange(25, 40))}"


def short_groups(rng):
    """A number in few digits at a time, with pauses between: each group is spoken by itself."""
    size = rng.choice([1, 2, 3, 3, 3, 4, 4])
    return [singly(rng, digits(rng, size), [size]) for _ in range(rng.randrange(1, 5))]


def are_plain_digits(text):
    """Whether a person's recordings of single digits can say it."""
    return all(word in ONES for word in text.replace(",", " ").split())
