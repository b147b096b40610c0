"""Sentences about using a paper abroad."""

from qingbai.law.reasons import Code

ABROAD = {
    Code.APOSTILLE_SUFFICES: (
        "自{since}起《公约》在中国与该国之间适用：只需附加证明书，无需领事认证。",
        "The Convention has bound China and this state since {since}: an apostille is enough, without consular legalisation.",
    ),
    Code.CONVENTION_NOT_YET: (
        "《公约》自{since}起才在中国与该国之间适用，此前仍需领事认证。",
        "The Convention binds China and this state only from {since}; before that consular legalisation is needed.",
    ),
    Code.CONVENTION_OBJECTED: (
        "该国对中国加入《公约》提出反对，两国之间不适用，仍需领事认证。",
        "This state objected to China's accession, so the Convention does not bind the two: consular legalisation is needed.",
    ),
    Code.CONVENTION_UNSETTLED: (
        "截至{listed_on}的名单不能确定该国或者该地适用何种手续，请先向外事办公室问明。",
        "The list as of {listed_on} does not settle what is needed there; please ask the foreign-affairs office first.",
    ),
    Code.NOT_ON_THE_LIST: (
        "该国不在截至{listed_on}的缔约国名单中，需办理领事认证；此后是否加入，请向外事办公室核对。",
        "This state is not on the list of parties as of {listed_on}: consular legalisation is needed; please ask whether it has joined since.",
    ),
    Code.NOTARY_FIRST: (
        "通常先到公证处办理涉外公证（含译文），再办理上述手续；使用方不要求公证的，从其要求。",
        "Usually a notary first makes a notarial certificate with its translation; where the receiver does not want one, it is left out.",
    ),
    Code.NO_FOREIGN_STATE: (
        "在香港、澳门、台湾使用的，不适用《公约》和领事认证；通常凭公证书使用，请先向使用单位问明。",
        "In Hong Kong, Macao and Taiwan neither the Convention nor legalisation applies; usually a notarial certificate serves. Please ask the receiver first.",
    ),
    Code.USED_AT_HOME: (
        "在国内使用，不需要附加证明书或者领事认证。",
        "It is used within China: neither an apostille nor legalisation is needed.",
    ),
}
