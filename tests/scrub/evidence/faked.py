"""Prints messages with personal data made by Faker, a JSON object a line: kind, text, what must be gone, what must stay.

It knows nothing of any scrubber. Usage: faked.py TEMPLATES SEED COUNT"""

import json
import random
import sys
from pathlib import Path

from faker import Faker

LOCALES = ["en_US", "en_GB", "de_DE", "fr_FR", "es_ES", "pl_PL", "ru_RU", "ja_JP", "zh_CN", "pt_BR", "tr_TR", "el_GR"]
# Accounts whose name is a word or as short as one cannot be told from what a message says otherwise.
LEAST = 5
# Not every locale knows the types of cards.
US = Faker("en_US")


def main():
    templates, seed, count = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    lines = Path(templates).read_text(encoding="utf-8").splitlines()
    templates = [line for line in lines if "{}" in line and not line.startswith("#")]
    pick = random.Random(seed)
    US.seed_instance(seed)
    fakers = {locale: Faker(locale) for locale in LOCALES}
    for locale, fake in fakers.items():
        fake.seed_instance(seed + LOCALES.index(locale))
    made = 0
    while made < count:
        fake = fakers[pick.choice(LOCALES)]
        kind, value, gone, kept = pick.choice(MAKERS)(fake, pick)
        template = pick.choice(templates)
        before, after = template.split("{}", 1)
        quote = before[-1:]
        # What stands in quotes does not hold the same quote, and what holds a space stands in quotes.
        if quote in "\"'`" and quote and quote in value or (" " in value and kind == "path") and quote not in ("'", '"', "`"):
            continue
        if before.startswith("{") and "\\" in value:
            value, gone = value.replace("\\", "\\\\"), [one.replace("\\", "\\\\") for one in gone]
        if any(len(one) < LEAST and one.isascii() for one in gone) or any(one in before + after for one in gone):
            continue
        text = before + value + after
        print(json.dumps({"kind": kind, "text": text, "gone": gone, "kept": [before, after, *kept]}))
        made += 1


def windows(fake, pick):
    who, folder = fake.first_name() + pick.choice(["", "." + fake.last_name(), " " + fake.last_name()]), fake.last_name()
    file = fake.file_name(extension=pick.choice(["onnx", "json", "py", "log"])).replace(" ", "_")
    return "path", f"C:\\Users\\{who}\\{folder}\\{file}", [who, folder], [file]


def posix(fake, pick):
    who, folder = fake.user_name(), fake.last_name() + pick.choice(["", " GmbH", "-projects"])
    file = fake.file_name(extension=pick.choice(["onnx", "json", "py", "log"])).replace(" ", "_")
    root = pick.choice(["/home", "/Users", "/srv/data", "/mnt/c/Users", "~", ".."])
    return "path", f"{root}/{who}/{folder}/{file}", [who, folder], [file]


def home(fake, pick):
    who = fake.user_name()
    return "home folder", pick.choice(["/home/", "/Users/", "C:\\Users\\", "D:\\Users\\"]) + who, [who], []


def email(fake, _):
    value = fake.email()
    return "e-mail", value, [value, value.split("@")[0]], []


def ipv4(fake, pick):
    value = fake.ipv4()
    return "IPv4", value + pick.choice(["", ":443", "/24"]), [value], []


def ipv6(fake, _):
    value = fake.ipv6()
    return "IPv6", value, [value], []


def mac(fake, _):
    value = fake.mac_address()
    return "MAC", value, [value], []


def guid(fake, pick):
    value = fake.uuid4()
    value = value.upper() if pick.random() < 0.5 else value
    return "GUID", value, [value], []


def card(_, __):
    fake = US
    value = fake.credit_card_number(card_type=fake.random_element(["visa", "mastercard", "amex"]))
    return "card", value, [value], []


def iban(fake, _):
    value = fake.iban()
    return "IBAN", value, [value], []


def url(fake, pick):
    who, key = fake.user_name(), fake.password(length=14, special_chars=False)
    host = fake.domain_name()
    value = pick.choice(
        [
            f"https://{who}:{key}@{host}/x",
            f"https://{host}/users/{who}?sig={key}",
            f"postgresql://{who}:{key}@{host}:5432/db",
            f"https://{host}/{who}#{key}",
        ]
    )
    return "URL", value, [who] + ([key] if key in value else []), [host]


def digest(fake, pick):
    value = pick.choice([fake.sha1, fake.sha256, fake.md5])()
    return "token", value, [value], []


def keyed(fake, pick):
    value = fake.password(length=12, special_chars=False)
    key = pick.choice(["password", "PASSWORD", "secret", "api_key", "AccountKey", "client_secret"])
    return "keyed secret", key + pick.choice(["=", ": "]) + value, [value], []


def account(fake, _):
    who = fake.user_name()
    domain = fake.last_name().upper()
    return "account", f"{domain}\\{who}", [who], []


def phone(fake, _):
    value = fake.numerify(fake.random_element(["+4# 20 #### ####", "+1-5%%-%##-####", "(5%%) %##-####", "+33 6 ## ## ## ##"]))
    return "phone", value, [value], []


MAKERS = [windows, windows, posix, posix, home, email, email, ipv4, ipv6, mac, guid, card, iban, url, url, digest, keyed, account, phone]

main()
