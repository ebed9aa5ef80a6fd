import './app/armFirst.ts';
import { must } from '#shared/base/must.ts';
import { startApp } from './app/startApp.ts';
import './ui/tokens.css';
import './ui/base.css';
import './ui/controls.css';

void startApp(must(document.getElementById('root'), 'the page has a root'));
