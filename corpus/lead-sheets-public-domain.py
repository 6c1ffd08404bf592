#!/usr/bin/env python3
"""Lists the songs of the pack `lead-sheets` that are in the public domain in Europe and the United States.

    python3 corpus/lead-sheets-public-domain.py PACK > corpus/lead-sheets-public-domain.txt

PACK is the unpacked folder, with OpenEWLD.db in it. The rule stands in RULE below. The database knows
the years of death of 244 authors, those of a song by its path; what it lacks and what is common
knowledge stands in DEATHS and YEARS. A song of which anything is not known is left out.
"""

import os
import re
import sqlite3
import sys

RULE = """\
# Songs of lead-sheets (OpenEWLD ec03cbd) in the public domain on both sides of the Atlantic in 2026.
# Europe: every author of words and music died in 1955 or earlier (70 years), or the song is traditional.
# United States: first performed or published in 1930 or earlier (95 years), or every author had died by then.
# Written by: python3 corpus/lead-sheets-public-domain.py PACK
# File, year if known, authors with the year of death (0: traditional), apart by tabs."""

LATEST_DEATH = 1955
LATEST_YEAR = 1930

DEATHS = {
    "Al Jolson": 1950,
    "Andrew B. Sterling": 1955,
    "Annie MacLeod": 1921,
    "B.G. DeSylva": 1950,
    "Chris Smith [1]": 1949,
    "Edward Madden": 1952,
    "Egbert Van Alstyne": 1951,
    "Erno Rapee": 1945,
    "Eugène Cormon": 1903,
    "Fred E. Ahlert": 1953,
    "George Henry Powell": 1951,
    "Gerardo Matos Rodríguez": 1948,
    "Herbert Stothart": 1949,
    "Ivor Novello": 1951,
    "James Austin Butterfield": 1891,
    "James P. Johnson": 1955,
    "Joe Burke": 1950,
    "Kenneth MacLeod": 1955,
    "Marie Cowan": 1919,
    "Marjory Kennedy-Fraser": 1930,
    "Nat Ayer": 1952,
    "Nikolai Rimsky-Korsakov": 1908,
    "Percy Wenrich": 1952,
    "Peter De Rose": 1953,
    "Raymond B. Egan": 1952,
    "Sabine Baring-Gould": 1924,
    "Sigmund Romberg": 1951,
    "Theodora Morse": 1953,
}

YEARS = {
    "A_Bird_in_a_Gilded_Cage": 1900,
    "Because": 1902,
    "Chicago_That_Toddling_Town_": 1922,
    "Ciribiribin": 1898,
    "Colonel_Bogey_March": 1914,
    "Daddy_Wouldn_t_Buy_Me_a_Bow_Wow": 1892,
    "Dardanella": 1919,
    "Fascination": 1904,
    "I_Belong_to_Glasgow": 1921,
    "I_Wonder_Where_My_Baby_Is_Tonight": 1925,
    "Intermezzo": 1890,
    "Missouri_Waltz": 1914,
    "Rose_of_Washington_Square": 1920,
    "Smilin_Through": 1919,
    "That_s_a_Plenty": 1914,
    "The_Stars_and_Stripes_Forever": 1897,
    "What_Do_You_Want_to_Make_Those_Eyes_at_Me_For_": 1916,
    "When_You_Were_Sweet_Sixteen": 1898,
}

# Songs whose file names an arranger or author that the database does not.
LEFT_OUT = {
    "058-Up_on_the_Housetop",
    "147-Bring_a_Torch_Jeanette_Isabella",
    "416-Happy_Birthday_to_You",
    "475-Mademoiselle_from_Armenti_res",
    "482-Satan_Your_Kingdom_Must_Come_Down",
    "483-Scarborough_Fair",
    "493-The_Quartermaster_s_Stores",
    "494-The_Wild_Colonial_Boy",
}


def plain(title):
    return re.sub(r"[^A-Za-z0-9]+", "_", title).strip("_").lower()


def authors_of(path):
    names = path.split("/")[1].replace("_", " ")
    for double in ("Rimsky-Korsakov", "Baring-Gould", "Kennedy-Fraser"):
        names = names.replace(double, double.replace("-", "~"))
    return [name.replace("~", "-") for name in names.split("-")]


def main(pack):
    base = sqlite3.connect(f"file:{pack}/OpenEWLD.db?mode=ro", uri=True)
    deaths = {"[Traditional]": 0, **DEATHS}
    for name, death in base.execute("select common_name, death from authors where death is not null"):
        deaths[name] = int(death[:4])
    works = {}
    query = "select title, first_performance_date, path_leadsheet from works"
    for title, date, path in base.execute(query):
        works.setdefault(plain(title), []).append((date, path))
    print(RULE)
    for file in sorted(os.listdir(pack)):
        stem, extension = os.path.splitext(file)
        if extension != ".musicxml":
            continue
        title = stem.split("-", 1)[1]
        found = works[plain(title)]
        dates = [int(date[:4]) for date, _ in found if date]
        year = YEARS.get(title, min(dates, default=None))
        authors = {name: deaths.get(name) for _, path in found for name in authors_of(path)}
        if None in authors.values() or stem in LEFT_OUT:
            continue
        last = max(authors.values())
        is_old = year is not None and year <= LATEST_YEAR
        if last <= LATEST_DEATH and (is_old or last <= LATEST_YEAR):
            said = ", ".join(f"{name} {death}" for name, death in authors.items())
            print(stem, year or "", said, sep="\t")


if __name__ == "__main__":
    main(sys.argv[1])
