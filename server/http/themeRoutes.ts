import { themesOf } from '#shared/reflection/themes.ts';
import type { ThemesAnswer } from '#shared/sync/messages.ts';
import type { Machine } from '../machine/machine.ts';
import type { Shares } from '../reflection/shares.ts';
import type { Admitted, Route } from './route.ts';

/** Themes of what people shared: counted and suppressed here, so that nothing else leaves the server. */
export function themeRoutes({ shares, machine }: { readonly shares: Shares; readonly machine: Machine }): Route[] {
  const themes = async (at: Admitted): Promise<ThemesAnswer> => {
    const { fewest, themes: found, effort, quotes } = themesOf(await shares.all(at), { now: machine.clock.now() });
    return { fewest, themes: found.map((theme) => ({ ...theme, cells: [...theme.cells] })), effort: [...effort], quotes: [...quotes] };
  };
  return [{ method: 'GET', url: '/v1/projects/:project/themes', action: 'themes.read', handle: themes }];
}
