import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import './styles/tokens.css';
import './styles/base.css';
import './styles/controls.css';
import './styles/layout.css';
import './styles/passages.css';
import './styles/ask.css';
import './styles/documents.css';
import './styles/sources.css';
import './styles/questions.css';
import './styles/document-panel.css';
import './styles/sign-in.css';

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');
// A page that the browser kept for its back button may be of somebody who has signed out since.
addEventListener('pageshow', (event) => event.persisted && location.reload());
createRoot(root).render(<App />);
