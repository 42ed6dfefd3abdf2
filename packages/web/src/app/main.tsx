import './data/content-policy.js'
import '@fontsource-variable/inter/wght.css'
import './styles/page.css'
import { createRoot } from 'react-dom/client'
import { App } from './app.js'
import { createClientSource } from './data/client-source.js'
import { applyPreferences } from './shell/preferences.js'

applyPreferences()
const root = document.getElementById('root')
if (root !== null) createRoot(root).render(<App source={createClientSource('/api')} />)
