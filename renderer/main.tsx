import { must } from '#shared/base/must.ts';
import { startApp } from './app/startApp.ts';
import { armPage } from './host/armPage.ts';
import './ui/tokens.css';
import './ui/base.css';
import './ui/controls.css';

armPage();
void startApp(must(document.getElementById('root'), 'the page has a root'));
