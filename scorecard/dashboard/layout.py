"""The style of what Streamlit itself draws: width, focus, controls on a phone, and what is left out on paper."""

LAYOUT = """<style>
.stMainBlockContainer { max-width: 1280px; padding-left: 40px; padding-right: 40px; }
@media (max-width: 640px) {
  .stMainBlockContainer { padding: 64px 16px 3rem; }
  .st-key-controls { gap: 8px 12px !important; }
  .st-key-controls > .stElementContainer:has(> .stSelectbox) { flex: 1 1 40% !important; min-width: 0; }
  .st-key-controls > .st-key-choose_indicator_here { flex-basis: 100% !important; }
  .st-key-controls > .stElementContainer > .stSelectbox { width: 100% !important; }
  .st-key-controls :is([role="group"], [role="radio"], button[kind]) { min-height: 44px; }
  .st-key-choose_period, .st-key-controls > div:has(> .st-key-months) { flex: 1 1 100% !important; }
  .st-key-choose_period [role="radiogroup"], .st-key-months { width: 100% !important; }
  .st-key-choose_period [role="radio"], .st-key-choose_month { flex: 1 1 auto !important; }
  :is(.st-key-choose_month, .st-key-choose_period, .st-key-choose_agency, .st-key-choose_theme) label { display: none; }
}
:focus-visible, .stSelectbox [role="group"]:focus-within, [data-testid="stTextInputRootElement"]:focus-within {
  outline: 3px solid currentColor !important; outline-offset: 2px !important;
}
.stMain:focus-visible, .stButtonGroup :focus-visible { outline-offset: -3px !important; }
.stSelectbox input, .stTextInput input { outline: none !important; }
.stElementContainer { opacity: 1 !important; transition: none !important; }
.stSidebar[data-collapsed="true"] { visibility: hidden; }
@page { size: A4 landscape; margin: 12mm; }
@media print {
  header[data-testid="stHeader"], .stSidebar, .stButton, .stButtonGroup, .stPopover, .stTooltipIcon { display: none; }
  .stSkipToContent, .st-key-controls, .st-key-writing, .st-key-person { display: none; }
  .stMainBlockContainer { padding: 0; max-width: 1210px; zoom: 0.85; }
  div:has(> .st-key-actions) { break-before: page; }
  .stApp { background: white; }
  .stApp :is(h1, h2, p), .stApp :is(h1, h2, p) * { color: #16222E !important; }
}
</style>"""
PRINT_DARK_CHART_AS_LIGHT = "<style>@media print { .stPlotlyChart { filter: invert(1) hue-rotate(180deg); } }</style>"
