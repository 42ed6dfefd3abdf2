import '../app/data/content-policy.js'
import '@fontsource-variable/inter/wght.css'
import '../app/styles/page.css'
import { createRoot } from 'react-dom/client'
import { App } from '../app/app.js'
import { applyPreferences } from '../app/shell/preferences.js'
import { createFixtureSource, type Scenario } from './fixture-source.js'

applyPreferences()
const scenario = (window.location.hash.slice(1) || 'normal') as Scenario
const root = document.getElementById('root')
if (root !== null) createRoot(root).render(<App source={createFixtureSource(scenario)} />)
