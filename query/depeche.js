// Suggestions as one types. The page works without this; it asks nobody but the page's own address.
(() => {
    'use strict';
    const told = document.currentScript.dataset;
    const input = document.getElementById('q');
    if (!input)
        return;
    const list = document.createElement('ul'), status = document.createElement('p');
    let options = [], active = -1, typed = '', timer, asking;

    const set = (element, attributes) => {
        for (const [name, value] of Object.entries(attributes))
            element.setAttribute(name, value);
        return element;
    };
    set(list, { id: 'suggestions', class: 'suggestions', hidden: '', role: 'listbox', 'aria-label': told.label });
    set(status, { class: 'unseen', 'aria-live': 'polite' });
    input.parentNode.append(list, status);
    // A box of type search has an Escape of its own.
    set(input, { type: 'text', role: 'combobox', 'aria-autocomplete': 'list', 'aria-expanded': false,
                 'aria-controls': list.id });

    // -1 is what was typed.
    const point = (at) => {
        active = at;
        options.forEach((option, i) => set(option, { 'aria-selected': i === at }));
        if (at < 0)
            input.removeAttribute('aria-activedescendant');
        else
            set(input, { 'aria-activedescendant': options[at].id });
        options[at]?.scrollIntoView({ block: 'nearest' });
    };
    const choose = (at) => {
        point(at);
        input.value = options[at]?.dataset.text ?? typed;
    };
    const show = (texts, counts) => {
        options = texts.map((text, i) => {
            const option = document.createElement('li'), count = document.createElement('span');
            set(option, { id: 'suggestion' + i, role: 'option', 'data-text': text });
            set(count, { class: 'count' }).textContent = counts[i];
            option.append(text, ' ', count);
            option.onmousedown = (event) => event.preventDefault(); // the input keeps the focus
            option.onclick = () => {
                choose(i);
                close();
                input.form.submit();
            };
            return option;
        });
        list.replaceChildren(...options);
        list.hidden = !options.length;
        set(input, { 'aria-expanded': !list.hidden });
        point(-1);
        status.textContent = list.hidden ? '' : (options[1] ? told.several : told.one).replace('%s', options.length);
    };
    const stop = () => {
        clearTimeout(timer);
        asking?.abort();
    };
    const close = () => {
        stop();
        show([]);
    };
    const ask = async () => {
        asking = new AbortController();
        try {
            const answer = await fetch('?format=suggestions&q=' + encodeURIComponent(typed) + '&ui=' +
                document.documentElement.lang.slice(0, 2), { signal: asking.signal });
            if (answer.ok)
                show(...(await answer.json()).slice(1));
        } catch {
            // Overtaken by the next letter, or nobody answers.
        }
    };

    input.oninput = () => {
        stop();
        typed = input.value;
        if (typed.trim().length < 2)
            close();
        else
            timer = setTimeout(ask, 150);
    };
    input.onkeydown = (event) => {
        const step = { ArrowDown: 1, ArrowUp: -1 }[event.key], places = options.length + 1;
        if (event.isComposing)
            return;
        if (step && !list.hidden) {
            choose((active + 1 + step + places) % places - 1);
        } else if (event.key === 'ArrowDown') {
            input.oninput();
        } else if (event.key === 'Escape' && !list.hidden) {
            choose(-1);
            close();
        } else {
            return;
        }
        event.preventDefault();
    };
    input.onblur = close;
})();
