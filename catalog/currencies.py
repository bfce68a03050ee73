"""Which currencies there are and how many decimals each has, so that sums of costs come out in real money.

After ISO 4217 list one (maintenance agency SIX, 2026) and, for prices of their time, the codes of list three that were
in use after 2015; a test compares it with the list that the package `iso4217` carries.
"""

from decimal import ROUND_HALF_UP, Decimal
from types import MappingProxyType

_TWO = """
AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF CHE CHF CHW CNY COP
COU CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR
JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN
NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL
THB TJS TMT TOP TRY TTD TWD TZS UAH USD USN UYU UZS VED VES WST XAD XCD XCG YER ZAR ZMW ZWG
"""
_NONE = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF"
_THREE = "BHD IQD JOD KWD LYD OMR TND"
_FOUR = "CLF UYW"
_GONE = "ANG BGN CUC HRK SLL VEF ZWL"

DIGITS = MappingProxyType(
    {
        code: digits
        for digits, codes in ((2, _TWO), (0, _NONE), (3, _THREE), (4, _FOUR), (2, _GONE))
        for code in codes.split()
    }
)
"""Code → decimals of its minor unit."""

CURRENT = frozenset(DIGITS) - frozenset(_GONE.split())
"""The codes in use: what a library may keep its money in."""


def major(amount: Decimal, currency: str) -> str:
    """The amount in major units as programs read it: "3.00", "300" for JPY; half a minor unit is rounded up."""
    return str(amount.quantize(Decimal(1).scaleb(-DIGITS.get(currency, 2)), rounding=ROUND_HALF_UP))
