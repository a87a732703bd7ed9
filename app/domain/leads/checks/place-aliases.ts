/**
 * What the geocoder's descriptions mean where the names alone do not tell: by the number's country, a region code and the
 * descriptions that mean it. One that begins with a comma is the ending of longer ones. The code `-` marks places whose
 * name would lead to another place. Regions of another country than the number's are as ISO 3166-2 lists them.
 */
const DESCRIPTIONS: Record<string, string> = {
  RU: `
    KZ-43: Baikonur
    RU-AL: Republic of Altai
    RU-ALT: Altai Territory
    RU-CU: Chuvashi Republic
    RU-IN: Ingushi Republic
    RU-KB: Kabardino-Balkarian Republic
    RU-KC: Karachayevo-Cherkessian Republic
    RU-KIR: Kirov
    RU-ME: Republic of Marij El
    RU-PRI: Primorie territory
    RU-ROS: Rostov
    RU-SE: Republic of North Ossetia
    RU-STA: Mineranye Vody
    RU-UD: Udmurtian Republic
    UA-09: Luhansk People's Republic
    UA-14: Donetsk People's Republic
    UA-40: Sevastopol
    UA-43: Simferopol
    UA-65: Kherson Region
  `,
  UA: `
    UA-12: , Dnipro
    UA-32: , Kyiv
    UA-74: Chernigov region
  `,
  KZ: `
    KZ-15: Shalkar
    KZ-35: Aktau/Temirtau
    KZ-43: Baikonur
    KZ-62: Aktau, Zhezkazgan
    -: Abai | Akkol | Aktogai | Taranovskoye | Fyodorovka
  `,
  AZ: `
    AZ-QAB: Gabala
    AZ-QAX: Gakh
    AZ-QAZ: Gazakh
    AZ-QBA: Guba
    AZ-QUS: Gusar
    AZ-TAR: Agdara
    AZ-XCI: Askaran
    AZ-XVD: Hadrut | Khojavand
    AZ-ZAQ: Zagatala
  `,
  AM: `
    -: Martuni | Hadrut | Askeran | Shushi | Stepanakert | Martakert | Nagorno-Karabakh | Berdzor/Kashatagh
  `,
  HU: `
    HU-BA: Szigetvar
    HU-BZ: Szerencs
    HU-CS: Szentes
    HU-PE: Biatorbágy
    HU-SO: Marcali
  `,
  MN: `
    MN-1: Baganuur | Bagakhangai | Nalaikh
    MN-041: , Khuvsgul
    MN-047: , Tuv
    MN-053: , Umnugovi
    MN-055: , Uvurkhangai
    MN-071: , Bayan-Ulgii
  `,
  GE: `
    GE-AB: Gagra | Gali | Gudauta | Gulripshi
    GE-AJ: Qeda | Shuaxevi | Xelvachauri | Xulo
    GE-GU: Choxatauri | lanchxuti
    GE-IM: Bagdati | Chiatura | Kharagauli | Khoni | Sachkhere | Terdjola | Tkibuli | Vani | Zestafoni
    GE-KA: Akhmeta | DedoplisTskaro | Gurdjaani | Kvareli | Lagodekhi | Sagaredjo | Signagi
    GE-KK: Bolnisi | Dmanisi | Gardabani | TetriTskaro | Tsalka
    GE-MM: Akhalgori | Dusheti | Mtskheta | Stefanstminda/Kazbegi | Tianeti
    GE-RL: Ambrolauri | Lentekhi | Oni | Tsageri
    GE-SJ: Adigeni | Akhalkalaki | Aspindza | Bordjomi | Ninotsminda
    GE-SK: Djava | Kareli | Kaspi | Tigvi
    GE-SZ: Abasha | Chkhorotskhu | Martvili | Mestia | Tsalendjikha | Xobi
  `,
  KG: `
    KG-B: Batken, Naryn region | Isfana, Naryn region | Kyzylkia, Naryn region | Pulgon, Naryn region | Sulukta, Naryn region
    KG-GB: Bishkek, Chuy region
    KG-J: Jalal-Abat | , Jalal-Abat region
    KG-Y: , Issyk-Ko region
  `,
  CA: `
    CA-BC: British Colombia
  `,
};

/** `country description` -> code, empty where the place is deliberately left unknown. */
export const PLACE_ALIASES: ReadonlyMap<string, string> = new Map(
  Object.entries(DESCRIPTIONS).flatMap(([country, text]) =>
    text
      .trim()
      .split('\n')
      .flatMap((line) => {
        const at = line.indexOf(':');
        const code = line.slice(0, at).trim();
        const named = line.slice(at + 1).split('|');
        return named.map((name) => [`${country} ${name.trim()}`, code === '-' ? '' : code] as const);
      }),
  ),
);

/**
 * Area codes that are a region's own, where the geocoder knows villages only (Kazakhstan, Belarus) or nothing (Uzbekistan).
 * International, the longest that fits counts. Kazakhstan's regions of 2022 kept the codes of those they were cut from.
 * Source: the national numbering plans as registered with the ITU (E.164 national numbering plans).
 */
export const AREA_CODES: ReadonlyMap<string, string> = new Map(
  `
  +7710 KZ-62  +7711 KZ-27  +7712 KZ-23  +7713 KZ-15  +7714 KZ-39  +7715 KZ-59  +7716 KZ-11  +7717 KZ-71  +7718 KZ-55
  +7721 KZ-35  +7722 KZ-10  +7723 KZ-63  +7724 KZ-43  +7725 KZ-61  +77252 KZ-79  +7726 KZ-31  +7727 KZ-19  +77272 KZ-75
  +77273 KZ-75  +77279 KZ-75  +7728 KZ-33  +7729 KZ-47
  +37515 BY-HR  +37516 BY-BR  +37517 BY-MI  +375172 BY-HM  +375173 BY-HM  +37521 BY-VI  +37522 BY-MA  +37523 BY-HO
  +99861 UZ-QR  +99862 UZ-XO  +99865 UZ-BU  +99866 UZ-SA  +99867 UZ-SI  +99869 UZ-NG  +99870 UZ-TO  +99871 UZ-TK
  +99872 UZ-JI  +99873 UZ-FA  +99874 UZ-AN  +99875 UZ-QA  +99876 UZ-SU  +99878 UZ-TK  +99879 UZ-NW
  `
    .trim()
    .split(/\s{2,}|\n\s*/)
    .map((pair) => {
      const [prefix = '', code = ''] = pair.split(' ');
      return [prefix, code] as const;
    }),
);
