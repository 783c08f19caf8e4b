#!/usr/bin/env python3
"""Writes Sources/Pipeline/IncidentImport/Countries/CountryTable.swift: names and codes of all countries, and which country's
land lies in which cell of half a degree. From packages of Debian 12 (apt-get install gmt-dcw iso-codes netcdf-bin):
outlines of DCW-GMT (LGPL-3+) and names of iso-codes (LGPL-2.1+). Run it from the top of the checkout."""
import array, gettext, json, math, re, subprocess, textwrap, unicodedata

OUTLINES = "/usr/share/gmt-dcw/dcw-gmt.nc"
CODES = "/usr/share/iso-codes/json/iso_3166-1.json"
PER_DEGREE = 2

# Names in use that neither package has; by alpha-2.
USUAL = {
    "AE": ["uae", "emirates"], "BA": ["bosnia", "bosnia herzegovina"], "BN": ["brunei"], "BO": ["bolivia"],
    "BQ": ["bonaire", "caribbean netherlands"], "CD": [
        "democratic republic of congo", "congo democratic republic", "dr congo", "drc", "congo kinshasa", "zaire",
        "democratic republic congo", "congo dem rep"],
    "CG": ["republic of congo", "congo brazzaville", "congo republic", "congo rep"], "CI": ["ivory coast", "cote d ivoire"],
    "CV": ["cape verde"], "CZ": ["czech republic"], "DO": ["dominican rep"], "FK": ["falkland islands", "malvinas"],
    "FM": ["micronesia"], "GB": ["uk", "great britain", "britain", "england", "scotland", "wales", "northern ireland",
        "united kingdom of great britain and northern ireland"],
    "GM": ["the gambia"], "HK": ["hong kong sar", "china hong kong sar"], "IR": ["iran"], "KP": ["north korea", "dprk"],
    "KR": ["south korea", "republic of korea"], "LA": ["laos", "lao pdr"], "LY": ["libyan arab jamahiriya"],
    "MD": ["moldova"], "MK": ["macedonia", "fyr macedonia", "the former yugoslav republic of macedonia"],
    "MM": ["burma"], "MO": ["macau", "macao sar"], "NL": ["the netherlands", "holland"], "PS": [
        "palestine", "palestinian territories", "occupied palestinian territory", "west bank and gaza", "gaza", "west bank"],
    "RU": ["russia"], "ST": ["sao tome"], "SY": ["syria"], "SZ": ["swaziland"], "TL": ["east timor"], "TR": ["turkey"],
    "TW": ["taiwan", "taiwan province of china"], "TZ": ["tanzania"], "US": [
        "usa", "us", "u s", "u s a", "united states of america", "ee uu", "eeuu", "estados unidos de america",
        "etats unis d amerique", "america"],
    "VA": ["vatican", "holy see"], "VC": ["saint vincent"], "VE": ["venezuela"], "VN": ["viet nam", "vietnam"],
    "VG": ["british virgin islands"], "VI": ["us virgin islands"], "XK": ["kosovo"],
}
# Islands that DCW-GMT leaves out: latitude, longitude.
ISLANDS = {
    "CK": [(-9, -158)], "CL": [(-27.12, -109.36), (-33.64, -78.85), (-33.76, -80.78), (-26.29, -80.1), (-26.47, -105.36)],
    "BR": [(0.92, -29.34)], "CO": [(12.55, -81.71), (13.35, -81.37), (4.0, -81.6)], "GQ": [(-1.43, 5.63)],
    "GR": [(36.13, 29.58)], "HN": [(17.41, -83.93)], "JP": [(24.3, 153.98)],
    "KI": [(1.9, -157.4), (3.86, -159.35), (4.68, -160.38), (-4.02, -154.93), (-5.64, -155.88), (-9.95, -150.21),
           (-11.43, -151.82), (-10.06, -152.31), (-2.81, -171.68), (-3.13, -171.08), (-4.5, -172.2), (-4.67, -174.52),
           (-3.6, -174.13), (-0.86, 169.54)],
    "MU": [(-19.7, 63.42), (-10.42, 56.6)],
    "NZ": [(-43.95, -176.55), (-44.3, -176.2), (-29.27, -177.92), (-49.68, 178.77), (-47.75, 179.03), (-50.7, 166.1),
           (-52.5, 169.1)],
    "PN": [(-25.07, -130.1)], "PW": [(4.6, 131.9)], "SC": [(-9.42, 46.35)], "SH": [(-7.94, -14.4), (-37.1, -12.3)],
    "TO": [(-18.65, -174), (-15.97, -173.78)], "US": [(28.2, -177.37)], "VE": [(15.67, -63.62)], "ZA": [(-46.9, 37.75)],
}
# Land that DCW-GMT draws as part of another country.
WITHIN = {"HK": "CN", "MO": "CN"}


def folded(text):
    plain = unicodedata.normalize("NFKD", text.replace("’", " ").replace("œ", "oe").replace("ß", "ss").replace("&", " and "))
    plain = "".join(c for c in plain if not unicodedata.combining(c)).lower()
    return " ".join(re.findall(r"[a-z0-9]+", plain))


def names():
    """alpha-2 -> (alpha-3, numeric, [folded names])"""
    countries = {}
    languages = [gettext.translation("iso_3166-1", "/usr/share/locale", [code]) for code in ("es", "fr", "pt")]
    for entry in json.load(open(CODES))["3166-1"]:
        known = [entry[key] for key in ("name", "common_name", "official_name") if key in entry]
        known += [language.gettext(name) for language in languages for name in list(known)]
        # "Venezuela, Bolivarian Republic of" is also told the other way round and alone; both Koreas and Congos stay whole.
        for name in list(known):
            head, comma, tail = name.partition(", ")
            if comma and entry["alpha_2"] not in ("KP", "KR", "CD", "CG", "PS", "BQ", "SH"):
                known += [f"{tail} {head}", head]
            elif comma:
                known += [f"{tail} {head}"]
        keys = [folded(name) for name in known] + USUAL.get(entry["alpha_2"], [])
        countries[entry["alpha_2"]] = (entry["alpha_3"], entry["numeric"], keys)
    countries["XK"] = ("XKX", "", USUAL["XK"])
    for line in open("/usr/share/gmt-dcw/dcw-countries.txt"):
        if not line.startswith("#") and len(line.split(None, 2)) == 3:
            _, code, name = line.split(None, 2)
            if code in countries: countries[code][2].append(folded(name))
    taken = {}
    for code in sorted(countries):
        unique = []
        for key in countries[code][2]:
            if key and taken.setdefault(key, code) == code and key not in unique: unique.append(key)
        countries[code] = (*countries[code][:2], unique)
    return countries


def variables(names_wanted):
    text = subprocess.run(["ncdump", "-v", ",".join(names_wanted), OUTLINES], check=True, capture_output=True, text=True).stdout
    head, _, data = text.partition("\ndata:\n")
    found = {}
    for name in names_wanted:
        least = float(re.search(rf"\b{name}:min = ([-0-9.e]+)", head)[1])
        scale = float(re.search(rf"\b{name}:scale = ([-0-9.e]+)", head)[1])
        values = re.search(rf"\b{name} =([^;]*);", data)[1].replace("_", "65535")
        found[name] = (least, scale, [int(value) for value in values.split(",")])
    return found


def rings(code):
    found = variables([f"{code}_lon", f"{code}_lat"])
    (west, by_x, xs), (south, by_y, ys) = found[f"{code}_lon"], found[f"{code}_lat"]
    ring = []
    for x, y in zip(xs, ys):
        if x == 65535:
            if len(ring) > 1: yield ring
            ring = []
        else:
            ring.append((x / by_x + west, y / by_y + south))
    if len(ring) > 1: yield ring


def cells(code):
    """(row from the south pole, column from 180 W) of every cell with land."""
    touched, edges = set(), {}
    rows = 180 * PER_DEGREE
    for ring in rings(code):
        for (x1, y1), (x2, y2) in zip(ring, ring[1:] + ring[:1]):
            steps = max(1, math.ceil(max(abs(x2 - x1), abs(y2 - y1)) * PER_DEGREE * 8))
            for i in range(steps):
                x, y = x1 + (x2 - x1) * i / steps, y1 + (y2 - y1) * i / steps
                touched.add((min(rows - 1, math.floor((y + 90) * PER_DEGREE)), math.floor((x + 180) * PER_DEGREE)))
            low, high = sorted((y1, y2))
            for row in range(max(0, math.ceil((low + 90) * PER_DEGREE - 0.5)), math.ceil((high + 90) * PER_DEGREE - 0.5)):
                y = (row + 0.5) / PER_DEGREE - 90
                edges.setdefault(row, []).append(x1 + (x2 - x1) * (y - y1) / (y2 - y1))
    for row, crossings in edges.items():
        crossings.sort()
        for a, b in zip(crossings[::2], crossings[1::2]):
            for column in range(math.ceil((a + 180) * PER_DEGREE - 0.5), math.ceil((b + 180) * PER_DEGREE - 0.5)):
                touched.add((row, column))
    for y, x in ISLANDS.get(code, []):
        touched.add((math.floor((y + 90) * PER_DEGREE), math.floor((x + 180) * PER_DEGREE)))
    return {(row, column % (360 * PER_DEGREE)) for row, column in touched}


def main():
    countries = names()
    land = {}
    for code in sorted(countries):
        if code in WITHIN: continue
        for cell in cells(code): land.setdefault(cell, []).append(code)
    rows = []
    for row in range(180 * PER_DEGREE):
        runs = []
        for column in range(360 * PER_DEGREE):
            owners = "".join(land.get((row, column), []))
            if runs and runs[-1][1] == owners: runs[-1][0] += 1
            else: runs.append([1, owners])
        if runs[-1][1] == "": runs.pop()
        rows.append("".join(f"{count}{owners}" if owners else f"{count if count > 1 else ''}-" for count, owners in runs))
    lines = []
    for code, (alpha3, numeric, keys) in sorted(countries.items()):
        within = WITHIN.get(code, code)
        lines += textwrap.wrap(f"{code} {alpha3} {numeric or '-'} {within}:" + ",".join(keys), 112, subsequent_indent=" ",
                               break_long_words=False, break_on_hyphens=False)
    grid = textwrap.wrap("/".join(rows), 112, break_on_hyphens=False)
    with open("Sources/Pipeline/IncidentImport/Countries/CountryTable.swift", "w") as out:
        out.write(f'''// Written by scripts/country-table.py from gmt-dcw (LGPL-3+) and iso-codes (LGPL-2.1+); do not edit.

/// Names, codes and land of all countries.
enum CountryTable {{
    /// Cells to a degree.
    static let cellsPerDegree = {PER_DEGREE}

    /// A country a line: alpha-2, alpha-3, numeric code, whose land is meant, then folded names; a blank goes on with it.
    static let names = """
''')
        out.writelines(f"        {line}\n" for line in lines)
        out.write('''        """

    /// Rows of cells from the south pole on, parted by slashes.
    ///
    /// In a row from 180° W runs: a length and the alpha-2 codes of those who have land there, or `-` for nobody, there without
    /// a length of 1. Line breaks mean nothing.
    static let land = """
''')
        out.writelines(f"        {line}\n" for line in grid)
        out.write('        """\n}\n')


if __name__ == "__main__":
    main()
