import type { TeamKey } from './people.js'

/** How customers of one country are called, where they are and what they pay in. */
export interface Country {
  readonly code: string
  readonly team: TeamKey
  readonly currency: 'EUR' | 'GBP' | 'USD'
  /** How many of the customers are there. */
  readonly customers: number
  readonly language: Language
  readonly cities: readonly string[]
  /** Endings for a firm of up to 250 people, and for a larger one. */
  readonly small: readonly string[]
  readonly large: readonly string[]
  /** First parts of a company's name; each is used once. */
  readonly heads: readonly string[]
  readonly firstNames: readonly string[]
  readonly lastNames: readonly string[]
  /** A telephone number of the range that the country keeps for fiction; none where there is no such range. */
  readonly phone?: (digits: string) => string
}
/** Language of a company's name. */
export type Language = 'en' | 'de' | 'nl' | 'fr'

function pairs(firsts: string, seconds: string, between = ''): readonly string[] {
  return firsts.split(' ').flatMap((first) =>
    seconds
      .split(' ')
      .filter((second) => second.toLowerCase() !== first.toLowerCase())
      .map((second) => first + between + second),
  )
}
const list = (text: string): readonly string[] => text.split(', ')

const germanFirst = list(
  'Anna, Markus, Sabine, Thomas, Julia, Stefan, Nadine, Andreas, Lena, Florian, Birgit, Matthias, Carolin, Tobias, Heike, Sebastian, Miriam, Dirk, Katharina, Oliver, Aylin, Emre',
)
const englishFirst = list(
  'Sarah, James, Emma, Oliver, Hannah, Daniel, Charlotte, Samuel, Grace, Thomas, Rebecca, Adam, Lucy, Nathan, Amelia, Joseph, Zara, Amir, Eleanor, Simon, Olivia, George',
)

/** Where the customers of the sample are. */
export const countries: readonly Country[] = [
  {
    code: 'US',
    team: 'north-america',
    currency: 'USD',
    customers: 140,
    language: 'en',
    cities: list(
      'Chicago, Boston, Denver, Austin, Seattle, Atlanta, Minneapolis, Portland, Columbus, Charlotte, Phoenix, San Diego, Pittsburgh, Nashville',
    ),
    small: ['LLC', 'Co.', 'Inc.'],
    large: ['Inc.', 'Corp.', 'Group'],
    heads: pairs(
      'Cedar Maple Granite Silver Blue Stone Willow Eagle Clear Red Copper Pine Iron Golden',
      'Falls Ridge Harbor Creek Valley Point Grove Lake Mesa Bay',
      ' ',
    ),
    firstNames: list(
      'Jennifer, Michael, Ashley, David, Jessica, Brian, Angela, Kevin, Maria, Jason, Nicole, Eric, Latoya, Carlos, Melissa, Andrew, Wei, Rachel, Anthony, Dana, Luis, Megan, Raj, Allison',
    ),
    lastNames: list(
      'Miller, Johnson, Garcia, Nguyen, Thompson, Robinson, Patel, Sullivan, Martinez, Kowalski, Foster, Coleman, Peterson, Ramirez, Jenkins, Chen, Sanders, Brooks, Hughes, Bennett, Delgado, Fischer, Okafor, Whitaker',
    ),
    phone: (digits) => `+1 312 555 01${digits.slice(0, 2)}`,
  },
  {
    code: 'GB',
    team: 'uk-ireland-france',
    currency: 'GBP',
    customers: 80,
    language: 'en',
    cities: list('London, Manchester, Leeds, Bristol, Birmingham, Edinburgh, Glasgow, Sheffield, Cardiff, Nottingham'),
    small: ['Ltd'],
    large: ['plc', 'Group Ltd', 'Ltd'],
    heads: pairs('Ash Pen Thorn Hart Kings Black White Mill Stan Wood Bram Fair', 'worth ford bridge well bury field wick combe'),
    firstNames: englishFirst,
    lastNames: list(
      'Bennett, Clarke, Hughes, Patel, Morgan, Wright, Ahmed, Turner, Palmer, Walsh, Fletcher, Hussain, Barker, Lloyd, Marsh, Okoro, Pearce, Sutton, Whitfield, Doyle',
    ),
    phone: (digits) => `+44 20 7946 0${digits.slice(0, 3)}`,
  },
  {
    code: 'DE',
    team: 'dach-benelux',
    currency: 'EUR',
    customers: 75,
    language: 'de',
    cities: list('Hamburg, München, Köln, Stuttgart, Leipzig, Düsseldorf, Nürnberg, Bremen, Hannover, Mannheim, Freiburg'),
    small: ['GmbH', 'GmbH & Co. KG'],
    large: ['AG', 'SE', 'GmbH'],
    heads: pairs('Stein Berg Wald Linden Rhein Eichen Falken Hohen Neu Rosen Sonnen', 'bach feld tal burg hof brück heim'),
    firstNames: germanFirst,
    lastNames: list(
      'Schneider, Weber, Hoffmann, Krüger, Zimmermann, Hartmann, Lange, Schulte, Köhler, Pohl, Yılmaz, Engel, Busch, Seidel, Brandt, Arnold, Kaya, Lorenz, Böhm, Winter',
    ),
    phone: (digits) => `+49 30 23125 ${digits.slice(0, 3)}`,
  },
  {
    code: 'NL',
    team: 'dach-benelux',
    currency: 'EUR',
    customers: 35,
    language: 'nl',
    cities: list('Amsterdam, Rotterdam, Utrecht, Eindhoven, Groningen, Den Haag, Breda'),
    small: ['B.V.'],
    large: ['N.V.', 'Groep B.V.'],
    heads: pairs('Ooster Wester Noorder Zuider Duin Water', 'veld dijk kamp meer hof brug'),
    firstNames: list('Sanne, Daan, Lotte, Bram, Fleur, Jeroen, Anouk, Ruben, Marieke, Thijs, Noor, Sander, Esra, Pieter'),
    lastNames: list('Jansen, de Vries, Bakker, Visser, Smit, Meijer, Mulder, de Boer, Dekker, Hendriks, Kuipers, van Dam, Yildiz, Postma'),
  },
  {
    code: 'FR',
    team: 'uk-ireland-france',
    currency: 'EUR',
    customers: 35,
    language: 'fr',
    cities: list('Paris, Lyon, Nantes, Toulouse, Lille, Bordeaux, Rennes, Grenoble'),
    small: ['SARL', 'SAS'],
    large: ['SA', 'SAS'],
    heads: pairs('Beau Clair Haut Mont Ville Roche', 'mont val fort bois rive champ'),
    firstNames: list('Camille, Julien, Claire, Nicolas, Élodie, Antoine, Sophie, Mathieu, Inès, Laurent, Aurélie, Karim, Margaux, Vincent'),
    lastNames: list(
      'Moreau, Lefèvre, Girard, Rousseau, Fontaine, Chevalier, Benali, Gauthier, Perrin, Mercier, Faure, Dumas, Carpentier, Renaud',
    ),
    phone: (digits) => `+33 1 99 00 ${digits.slice(0, 2)} ${digits.slice(2, 4)}`,
  },
  {
    code: 'IE',
    team: 'uk-ireland-france',
    currency: 'EUR',
    customers: 20,
    language: 'en',
    cities: list('Dublin, Cork, Galway, Limerick, Waterford'),
    small: ['Ltd', 'DAC'],
    large: ['plc', 'DAC'],
    heads: pairs('Kil Bally Dun Carrick', 'more brack garvan namona kenny'),
    firstNames: [...englishFirst.slice(0, 8), ...list('Niamh, Conor, Orla, Declan, Sinéad, Padraig, Ciara, Eoin')],
    lastNames: list("Murphy, Byrne, O'Sullivan, Kelly, Doherty, Nolan, Gallagher, Fitzgerald, Keane, Quinn"),
    phone: (digits) => `+353 20 91${digits.slice(0, 1)} ${digits.slice(1, 5)}`,
  },
  {
    code: 'AT',
    team: 'dach-benelux',
    currency: 'EUR',
    customers: 15,
    language: 'de',
    cities: list('Wien, Graz, Linz, Salzburg, Innsbruck'),
    small: ['GmbH'],
    large: ['AG', 'GmbH'],
    heads: list(
      'Tauern, Semmering, Wachau, Arlberg, Donau, Karwendel, Salzach, Traun, Enns, Wienerwald, Montafon, Zillertal, Kaunertal, Dachstein, Leitha',
    ),
    firstNames: germanFirst,
    lastNames: list('Gruber, Huber, Wagner, Pichler, Moser, Steiner, Berger, Fuchs, Eder, Leitner'),
  },
]
