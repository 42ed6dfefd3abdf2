import '@fontsource-variable/inter/wght.css'
import './styles/page.css'
import { earlyAnswers } from './early/page-answers.js'
import { recallFirstTab, recallPreferences, recallSpoken, rememberFirstTab, showPreferences } from './shell/kept.js'

// The first script of the page: theme and questions go ahead of the rest, which is fetched beside it.
showPreferences(recallPreferences())
void earlyAnswers.ask(window.location.search, { language: recallSpoken(), tab: recallFirstTab() }).then(rememberFirstTab)
void import('./main.js')
