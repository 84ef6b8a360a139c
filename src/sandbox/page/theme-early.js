// A classic script in <head>: the chosen theme must be known before the first paint.
{
  const chosen = localStorage.getItem('sandbox-theme');
  if (chosen === 'light' || chosen === 'dark') document.documentElement.dataset.theme = chosen;
}
