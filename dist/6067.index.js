export const id=6067;export const ids=[6067];export const modules={46067:(o,t,n)=>{n.r(t),n.d(t,{plainYaml:()=>s});var r=n(38815);function s(o){return(0,r.qg)(o,{maxAliasCount:100})}}};
