import { defineTexts } from '@tenure/core/page'

/** Texts of the page *Your links* in German. */
export const linksGerman = defineTexts({
  id: 'tenure.administration/links-german',
  language: 'de',
  texts: {
    'Your links': 'Ihre Links',
    'Whoever has one of these links opens it without signing in, and sees what you may see at that moment.':
      'Wer einen dieser Links hat, öffnet ihn ohne Anmeldung und sieht, was Sie in diesem Augenblick sehen dürfen.',
    'There is nothing to give a link to': 'Es gibt nichts, wofür Sie einen Link anlegen könnten',
    'Plugins say what can be opened without signing in. None of them does.':
      'Was sich ohne Anmeldung öffnen lässt, sagen Erweiterungen. Bisher tut es keine.',
    'New link': 'Neuer Link',
    'New link: {title}': 'Neuer Link: {title}',
    'What it is for': 'Wofür er ist',
    'Such as the program or the device that gets it. Only you see this.':
      'Etwa das Programm oder Gerät, das ihn bekommt. Nur Sie sehen das.',
    'My telephone': 'Mein Telefon',
    'Create link': 'Link anlegen',
    'The link is ready': 'Der Link ist fertig',
    'Copy it now: it is shown this once and kept nowhere. Treat it like a password.':
      'Kopieren Sie ihn jetzt: Er wird nur dieses eine Mal gezeigt und nirgends aufbewahrt. Behandeln Sie ihn wie ein Passwort.',
    'Address of the link': 'Adresse des Links',
    Copy: 'Kopieren',
    'The address is copied': 'Die Adresse ist kopiert',
    'Select the address and copy it yourself.': 'Markieren Sie die Adresse und kopieren Sie sie selbst.',
    Done: 'Fertig',
    Cancel: 'Abbrechen',
    'No links yet.': 'Noch keine Links.',
    'made {when}': 'angelegt {when}',
    'last opened {when}': 'zuletzt geöffnet {when}',
    'never opened': 'noch nie geöffnet',
    'opens until {when}': 'öffnet sich bis {when}',
    Withdraw: 'Zurückziehen',
    'Withdraw {name}': '{name} zurückziehen',
    'Withdraw the link {name}?': 'Den Link {name} zurückziehen?',
    'Whatever uses it gets nothing any more, for good.': 'Was ihn benutzt, bekommt nichts mehr, und das endgültig.',
    'Withdraw link': 'Link zurückziehen',
    'The link is withdrawn': 'Der Link ist zurückgezogen',
    'The link was not withdrawn': 'Der Link wurde nicht zurückgezogen',
  },
})
