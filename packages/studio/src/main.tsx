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

const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');
createRoot(root).render(<App />);
