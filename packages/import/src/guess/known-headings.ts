// What people call things in the first line of a file: English, and German where a sheet of a small team often is.

/** Headings of a property, in words of small letters; the first are those that say it most plainly. */
export const headingsOf: Readonly<Record<string, readonly string[]>> = {
  name: [
    'name',
    'full name',
    'company name',
    'company',
    'account name',
    'account',
    'customer name',
    'customer',
    'organisation',
    'organization',
    'firma',
    'kunde',
    'product',
    'product name',
    'deal name',
    'opportunity name',
    'dealname',
    'title',
    'team name',
    'team',
  ],
  title: ['title', 'subject', 'name'],
  subject: ['subject', 'title', 'ticket name', 'betreff'],
  domain: ['domain', 'company domain', 'company domain name', 'website domain', 'web domain'],
  website: ['website', 'url', 'web', 'homepage', 'web site'],
  industry: ['industry', 'sector', 'branche', 'vertical'],
  city: ['city', 'town', 'ort', 'stadt'],
  country: ['country', 'land', 'country region', 'office location'],
  employees: ['employees', 'number of employees', 'headcount', 'company size', 'mitarbeiter'],
  csm: ['csm', 'csm email', 'csm name', 'customer success manager', 'account manager', 'success manager', 'betreuer'],
  owner: ['owner', 'owner email', 'sales agent', 'sales rep', 'rep', 'agent', 'account owner', 'deal owner', 'opportunity owner'],
  assignee: ['assignee', 'assigned to', 'owner'],
  arr: ['arr', 'arr amount', 'annual recurring revenue', 'acv', 'jahresumsatz'],
  amount: ['amount', 'close value', 'deal value', 'value', 'deal amount', 'mrr amount', 'betrag'],
  price: ['price', 'sales price', 'list price', 'unit price', 'preis'],
  renewalDate: ['renewal date', 'renewal', 'renews on', 'contract end', 'verlängerung', 'vertragsende'],
  startDate: ['start date', 'start', 'contract start', 'beginn'],
  endDate: ['end date', 'end', 'ende'],
  closeDate: ['close date', 'closedate', 'closing date', 'closed on', 'abschluss'],
  closedAt: ['closed at', 'closed date', 'resolved at'],
  createdAt: ['created at', 'createdate', 'create date', 'created', 'submitted at', 'opened at', 'signup date'],
  stage: ['stage', 'deal stage', 'dealstage', 'pipeline stage', 'opportunity stage', 'ticket status', 'phase'],
  email: ['email', 'e mail', 'mail', 'email address', 'work email'],
  phone: ['phone', 'phone number', 'telephone', 'mobile', 'telefon'],
  jobTitle: ['job title', 'jobtitle', 'position', 'role', 'title', 'funktion'],
  description: ['description', 'about', 'beschreibung'],
  priority: ['priority', 'prio', 'priorität'],
  sku: ['sku', 'article number', 'item number', 'artikelnummer'],
  healthScore: ['health score', 'health'],
  primaryTeam: ['primary team', 'team', 'main team', 'abteilung'],
  seat: ['seat', 'service seat', 'licence', 'license', 'lizenz'],
  dueAt: ['due', 'due date', 'due at', 'fällig'],
}

/** Words for the records of a type, in file names and in columns that lead to one. */
export const wordsOf: Readonly<Record<string, readonly string[]>> = {
  company: [
    'company',
    'companies',
    'account',
    'accounts',
    'customer',
    'customers',
    'client',
    'clients',
    'organisation',
    'organization',
    'organizations',
    'kunden',
    'kunde',
    'firmen',
    'firma',
  ],
  contact: ['contact', 'contacts', 'person', 'people', 'kontakte', 'kontakt'],
  deal: ['deal', 'deals', 'opportunity', 'opportunities', 'pipeline', 'sales pipeline'],
  ticket: ['ticket', 'tickets', 'case', 'cases', 'support tickets'],
  service: ['service', 'services', 'subscription', 'subscriptions', 'contract', 'contracts', 'vertrag', 'verträge'],
  product: ['product', 'products', 'item', 'items', 'produkte', 'produkt'],
  task: ['task', 'tasks', 'todo', 'todos', 'aufgaben'],
  meeting: ['meeting', 'meetings', 'termine'],
  call: ['call', 'calls', 'anrufe'],
  user: ['user', 'users', 'staff', 'employees', 'colleagues', 'csms', 'benutzer', 'mitarbeiter'],
  team: ['team', 'teams'],
  note: ['note', 'notes', 'notizen'],
}

/** Columns that name the record above one of the same type. */
export const parentHeadings: readonly string[] = [
  'parent',
  'parent company',
  'parent account',
  'subsidiary of',
  'part of',
  'mutter',
  'muttergesellschaft',
]

/** A heading in plain words: `property_annualRevenue` is *annual revenue*. */
export function plainHeading(heading: string): string {
  return heading
    .replace(/([\p{Ll}\d])(\p{Lu})/gu, '$1 $2')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
    .replace(/^property (hs )?/, '')
}
