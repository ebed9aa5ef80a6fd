import { COLORS, HEIGHT, nextFrame, offsetOf, pictureElement, WIDTH, type Outline, type Painter, type Shown } from './scene.ts';

const NAMESPACE = 'http://www.w3.org/2000/svg';

/** One SVG element per object over the picture: both are placed by `left`, `top` and a scale, and outlines are made thinner one by one when the scale changes, as CVAT does. */
export function svgPainter(): Painter {
  const svg = document.createElementNS(NAMESPACE, 'svg');
  let shown = 0;
  let at: { root: HTMLElement; image: HTMLImageElement } | null = null;
  return {
    async open(root, scene, picture) {
      const image = await pictureElement(picture);
      svg.setAttribute('width', String(WIDTH));
      svg.setAttribute('height', String(HEIGHT));
      svg.style.cssText = 'position:absolute;left:0;top:0;transform-origin:0 0;overflow:visible';
      svg.append(...scene.map(polygonOf));
      root.append(image, svg);
      at = { root, image };
      await nextFrame();
      await nextFrame();
    },
    show(view: Shown) {
      if (at === null) return;
      const { left, top } = offsetOf(at.root, view);
      for (const { style } of [at.image, svg]) {
        style.left = `${left}px`;
        style.top = `${top}px`;
        style.transform = `scale(${view.scale})`;
      }
      if (view.scale !== shown) for (const polygon of svg.children) polygon.setAttribute('stroke-width', String(2 / view.scale));
      shown = view.scale;
    },
    settled: async () => void (await nextFrame()),
    hover: (x, y) => void document.elementFromPoint(x, y),
    drag: null,
    close: () => at?.root.replaceChildren(),
  };
}

function polygonOf({ points, color }: Outline): SVGPolygonElement {
  const polygon = document.createElementNS(NAMESPACE, 'polygon');
  polygon.setAttribute('points', points.map((value) => value.toFixed(2)).join(' '));
  polygon.setAttribute('fill', COLORS[color] ?? '');
  polygon.setAttribute('fill-opacity', '0.25');
  polygon.setAttribute('stroke', COLORS[color] ?? '');
  return polygon;
}
