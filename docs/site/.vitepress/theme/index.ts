import { type Theme, useRoute } from 'vitepress';
import DefaultTheme from 'vitepress/theme-without-fonts';
import { nextTick, onMounted, watch } from 'vue';
import Playground from '../../playground/playground.vue';
import './style.css';

/** The first page has no landmark of its own for what is main; all others have. */
function markMain(): void {
  const content = document.querySelector('#VPContent');
  if (content?.querySelector('.VPHome')) content.setAttribute('role', 'main');
  else content?.removeAttribute('role');
}

export default {
  extends: DefaultTheme,
  enhanceApp: ({ app }) => void app.component('Playground', Playground),
  setup() {
    const route = useRoute();
    onMounted(markMain);
    watch(
      () => route.path,
      () => nextTick(markMain),
    );
  },
} satisfies Theme;
