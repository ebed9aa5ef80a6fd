import { Canvas, Polygon } from 'fabric';
import { COLORS, nextFrame, offsetOf, pictureElement, type Outline, type Painter } from './scene.ts';

/** One Fabric object per polygon, without caching and selection scan, which its defaults do not survive at this size. */
export function fabricPainter(): Painter {
  let at: { root: HTMLElement; image: HTMLImageElement; canvas: Canvas } | null = null;
  return {
    async open(root, scene, picture) {
      const image = await pictureElement(picture);
      const element = document.createElement('canvas');
      root.append(image, element);
      const canvas = new Canvas(element, { width: root.clientWidth, height: root.clientHeight, enableRetinaScaling: false, renderOnAddRemove: false, selection: false });
      canvas.wrapperEl.style.cssText += 'position:absolute;left:0;top:0';
      canvas.add(...scene.map(polygonOf));
      canvas.renderAll();
      at = { root, image, canvas };
      await nextFrame();
      await nextFrame();
    },
    show(view) {
      if (at === null) return;
      const { left, top } = offsetOf(at.root, view);
      at.image.style.transform = `translate(${left}px, ${top}px) scale(${view.scale})`;
      at.canvas.setViewportTransform([view.scale, 0, 0, view.scale, left, top]);
      at.canvas.requestRenderAll();
    },
    settled: async () => void (await nextFrame()),
    hover: (x, y) => void at?.canvas.upperCanvasEl.dispatchEvent(new MouseEvent('mousemove', { clientX: x, clientY: y, bubbles: true })),
    drag: null,
    close() {
      void at?.canvas.dispose();
      at?.root.replaceChildren();
    },
  };
}

function polygonOf({ points, color }: Outline): Polygon {
  const vertices = Array.from({ length: points.length / 2 }, (_, n) => ({ x: points[n * 2] ?? 0, y: points[n * 2 + 1] ?? 0 }));
  return new Polygon(vertices, { fill: COLORS[color]?.replace(')', ' / 0.25)') ?? '', stroke: COLORS[color] ?? '', strokeWidth: 2, strokeUniform: true, objectCaching: false });
}
