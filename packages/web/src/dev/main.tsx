import '@fontsource-variable/inter/wght.css'
import '../app/styles/page.css'
import { openPage } from '../app/open-page.js'
import { openScenario, toScenario } from './world/scenario.js'

const root = document.getElementById('root')
const scenario = toScenario(window.location.hash.slice(1))
if (root !== null) openPage({ root, source: await openScenario(scenario) })
