import { armPage } from '../host/armPage.ts';

/** Imported before anything else: schemas decide while they are made, on import, whether they may compile themselves. */
armPage();
