"use strict";exports.id=8888,exports.ids=[8888],exports.modules={38888:(r,s,t)=>{t.r(s),t.d(s,{plainYaml:()=>i});var e=t(38815);function i(r){return(0,e.qg)(r,{maxAliasCount:100})}}};
