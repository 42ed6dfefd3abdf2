import type { Language } from './countries.js'

/** A line of business: how firms in it are called, and how much they spend on a seat. */
export interface Industry {
  readonly name: string
  readonly spend: number
  readonly words: Readonly<Record<Language, readonly string[]>>
}

/** Lines of business of the sample's customers. */
export const industries: readonly Industry[] = [
  industry(
    'Logistics',
    1,
    'Logistics, Freight, Shipping',
    'Logistik, Spedition, Transporte',
    'Logistiek, Transport',
    'Logistique, Transports',
  ),
  industry('Software', 1.3, 'Software, Systems, Analytics', 'Software, Systeme, Datentechnik', 'Software, Data', 'Logiciels, Numérique'),
  industry(
    'Manufacturing',
    1,
    'Manufacturing, Tooling, Components',
    'Maschinenbau, Werkzeugbau, Metallbau',
    'Machinebouw, Metaal',
    'Mécanique, Industries',
  ),
  industry('Healthcare', 1.2, 'Health, Clinics, Medical', 'Kliniken, Medizintechnik, Pharma', 'Zorg, Medisch', 'Santé, Médical'),
  industry(
    'Financial services',
    1.5,
    'Insurance, Capital, Wealth',
    'Versicherungen, Finanz, Vermögen',
    'Verzekeringen, Finance',
    'Assurances, Patrimoine',
  ),
  industry('Retail', 0.8, 'Outfitters, Stores, Home', 'Modehaus, Handel, Möbelhaus', 'Winkels, Wonen', 'Distribution, Maison'),
  industry('Food & beverage', 0.7, 'Foods, Bakery, Brewing', 'Feinkost, Brauerei, Backwaren', 'Voeding, Bakkerij', 'Traiteur, Boulangerie'),
  industry('Energy', 1.2, 'Energy, Solar, Renewables', 'Energie, Solar, Windkraft', 'Energie, Zon', 'Énergies, Solaire'),
  industry('Education', 0.6, 'Learning, Academy, Schools', 'Akademie, Bildung', 'Onderwijs, Academie', 'Formation, Écoles'),
  industry('Hospitality', 0.6, 'Hotels, Resorts, Hospitality', 'Hotels, Gastronomie', 'Hotels, Horeca', 'Hôtels, Restauration'),
]

function industry(name: string, spend: number, en: string, de: string, nl: string, fr: string): Industry {
  const [english, german, dutch, french] = [en, de, nl, fr].map((words) => words.split(', '))
  return { name, spend, words: { en: english ?? [], de: german ?? [], nl: dutch ?? [], fr: french ?? [] } }
}
