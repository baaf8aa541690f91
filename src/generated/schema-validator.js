// Written by "npm run generate" from schema/bodywork.schema.json; a test compares both.
"use strict";
export const validate10 = validate70;
const schema24 = {"type":"object","properties":{"version":{"type":"string","enum":["1.0"]},"project":{"type":"object","properties":{"name":{"type":"string","pattern":"^[A-Za-z0-9.-]+\\n?$"},"docker_image":{"type":"string"},"DAG":{"type":"string"},"usage_stats":{"type":"boolean"},"run_on_failure":{"type":"string"}},"additionalProperties":false,"required":["name","docker_image","DAG"]},"stages":{"type":"object","additionalProperties":{"$ref":"#/$defs/stage10"}},"logging":{"type":"object","properties":{"log_level":{"type":"string","enum":["DEBUG","INFO","WARNING","ERROR","CRITICAL"]}},"additionalProperties":false,"required":["log_level"]}},"additionalProperties":false,"required":["version","project","stages","logging"]};
const pattern2 = new RegExp("^[A-Za-z0-9.-]+\\n?$", "u");
const schema25 = {"type":"object","properties":{"executable_module_path":{"type":"string","pattern":"^.+\\.py$"},"args":{"type":"array","items":{"type":"string"}},"requirements":{"type":"array","items":{"type":"string"}},"cpu_request":{"type":["number","boolean"],"minimum":0},"memory_request_mb":{"type":["integer","boolean"],"minimum":0},"secrets":{"type":"object","additionalProperties":{"type":"string","pattern":"^[A-Za-z0-9.-]+\\n?$"}},"batch":{"type":"object","properties":{"max_completion_time_seconds":{"type":["integer","boolean"],"minimum":0},"retries":{"type":["integer","boolean"],"minimum":0}},"additionalProperties":false,"required":["max_completion_time_seconds","retries"]},"service":{"type":"object","properties":{"max_startup_time_seconds":{"type":["integer","boolean"],"minimum":0},"replicas":{"type":["integer","boolean"],"minimum":0},"port":{"type":["integer","boolean"],"minimum":0},"ingress":{"type":"boolean"}},"additionalProperties":false,"required":["max_startup_time_seconds","replicas","port","ingress"]}},"additionalProperties":false,"required":["executable_module_path","cpu_request","memory_request_mb"]};
const pattern59 = new RegExp("^.+\\.py$", "u");

function validate67(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.executable_module_path === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "executable_module_path"}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.cpu_request === undefined){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "cpu_request"}};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if(data.memory_request_mb === undefined){
const err2 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "memory_request_mb"}};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
for(const key0 in data){
if(!((((((((key0 === "executable_module_path") || (key0 === "args")) || (key0 === "requirements")) || (key0 === "cpu_request")) || (key0 === "memory_request_mb")) || (key0 === "secrets")) || (key0 === "batch")) || (key0 === "service"))){
const err3 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(data.executable_module_path !== undefined){
let data0 = data.executable_module_path;
if(typeof data0 === "string"){
if(!pattern59.test(data0)){
const err4 = {instancePath:instancePath+"/executable_module_path",schemaPath:"#/properties/executable_module_path/pattern",keyword:"pattern",params:{pattern: "^.+\\.py$"}};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
else {
const err5 = {instancePath:instancePath+"/executable_module_path",schemaPath:"#/properties/executable_module_path/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data.args !== undefined){
let data1 = data.args;
if(Array.isArray(data1)){
const len0 = data1.length;
for(let i0=0; i0<len0; i0++){
if(typeof data1[i0] !== "string"){
const err6 = {instancePath:instancePath+"/args/" + i0,schemaPath:"#/properties/args/items/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
}
else {
const err7 = {instancePath:instancePath+"/args",schemaPath:"#/properties/args/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
if(data.requirements !== undefined){
let data3 = data.requirements;
if(Array.isArray(data3)){
const len1 = data3.length;
for(let i1=0; i1<len1; i1++){
if(typeof data3[i1] !== "string"){
const err8 = {instancePath:instancePath+"/requirements/" + i1,schemaPath:"#/properties/requirements/items/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
}
else {
const err9 = {instancePath:instancePath+"/requirements",schemaPath:"#/properties/requirements/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
if(data.cpu_request !== undefined){
let data5 = data.cpu_request;
if((!(typeof data5 == "number")) && (typeof data5 !== "boolean")){
const err10 = {instancePath:instancePath+"/cpu_request",schemaPath:"#/properties/cpu_request/type",keyword:"type",params:{type: schema25.properties.cpu_request.type}};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
if(typeof data5 == "number"){
if(data5 < 0 || isNaN(data5)){
const err11 = {instancePath:instancePath+"/cpu_request",schemaPath:"#/properties/cpu_request/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
}
if(data.memory_request_mb !== undefined){
let data6 = data.memory_request_mb;
if((!((typeof data6 == "number") && (!(data6 % 1) && !isNaN(data6)))) && (typeof data6 !== "boolean")){
const err12 = {instancePath:instancePath+"/memory_request_mb",schemaPath:"#/properties/memory_request_mb/type",keyword:"type",params:{type: schema25.properties.memory_request_mb.type}};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
if(typeof data6 == "number"){
if(data6 < 0 || isNaN(data6)){
const err13 = {instancePath:instancePath+"/memory_request_mb",schemaPath:"#/properties/memory_request_mb/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
}
if(data.secrets !== undefined){
let data7 = data.secrets;
if(data7 && typeof data7 == "object" && !Array.isArray(data7)){
for(const key1 in data7){
let data8 = data7[key1];
if(typeof data8 === "string"){
if(!pattern2.test(data8)){
const err14 = {instancePath:instancePath+"/secrets/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/secrets/additionalProperties/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z0-9.-]+\\n?$"}};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
else {
const err15 = {instancePath:instancePath+"/secrets/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/secrets/additionalProperties/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
}
else {
const err16 = {instancePath:instancePath+"/secrets",schemaPath:"#/properties/secrets/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
if(data.batch !== undefined){
let data9 = data.batch;
if(data9 && typeof data9 == "object" && !Array.isArray(data9)){
if(data9.max_completion_time_seconds === undefined){
const err17 = {instancePath:instancePath+"/batch",schemaPath:"#/properties/batch/required",keyword:"required",params:{missingProperty: "max_completion_time_seconds"}};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
if(data9.retries === undefined){
const err18 = {instancePath:instancePath+"/batch",schemaPath:"#/properties/batch/required",keyword:"required",params:{missingProperty: "retries"}};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
for(const key2 in data9){
if(!((key2 === "max_completion_time_seconds") || (key2 === "retries"))){
const err19 = {instancePath:instancePath+"/batch",schemaPath:"#/properties/batch/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key2}};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
if(data9.max_completion_time_seconds !== undefined){
let data10 = data9.max_completion_time_seconds;
if((!((typeof data10 == "number") && (!(data10 % 1) && !isNaN(data10)))) && (typeof data10 !== "boolean")){
const err20 = {instancePath:instancePath+"/batch/max_completion_time_seconds",schemaPath:"#/properties/batch/properties/max_completion_time_seconds/type",keyword:"type",params:{type: schema25.properties.batch.properties.max_completion_time_seconds.type}};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
if(typeof data10 == "number"){
if(data10 < 0 || isNaN(data10)){
const err21 = {instancePath:instancePath+"/batch/max_completion_time_seconds",schemaPath:"#/properties/batch/properties/max_completion_time_seconds/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
}
}
if(data9.retries !== undefined){
let data11 = data9.retries;
if((!((typeof data11 == "number") && (!(data11 % 1) && !isNaN(data11)))) && (typeof data11 !== "boolean")){
const err22 = {instancePath:instancePath+"/batch/retries",schemaPath:"#/properties/batch/properties/retries/type",keyword:"type",params:{type: schema25.properties.batch.properties.retries.type}};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
if(typeof data11 == "number"){
if(data11 < 0 || isNaN(data11)){
const err23 = {instancePath:instancePath+"/batch/retries",schemaPath:"#/properties/batch/properties/retries/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
}
}
}
else {
const err24 = {instancePath:instancePath+"/batch",schemaPath:"#/properties/batch/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
}
if(data.service !== undefined){
let data12 = data.service;
if(data12 && typeof data12 == "object" && !Array.isArray(data12)){
if(data12.max_startup_time_seconds === undefined){
const err25 = {instancePath:instancePath+"/service",schemaPath:"#/properties/service/required",keyword:"required",params:{missingProperty: "max_startup_time_seconds"}};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
if(data12.replicas === undefined){
const err26 = {instancePath:instancePath+"/service",schemaPath:"#/properties/service/required",keyword:"required",params:{missingProperty: "replicas"}};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
if(data12.port === undefined){
const err27 = {instancePath:instancePath+"/service",schemaPath:"#/properties/service/required",keyword:"required",params:{missingProperty: "port"}};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
if(data12.ingress === undefined){
const err28 = {instancePath:instancePath+"/service",schemaPath:"#/properties/service/required",keyword:"required",params:{missingProperty: "ingress"}};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
for(const key3 in data12){
if(!((((key3 === "max_startup_time_seconds") || (key3 === "replicas")) || (key3 === "port")) || (key3 === "ingress"))){
const err29 = {instancePath:instancePath+"/service",schemaPath:"#/properties/service/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key3}};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
}
if(data12.max_startup_time_seconds !== undefined){
let data13 = data12.max_startup_time_seconds;
if((!((typeof data13 == "number") && (!(data13 % 1) && !isNaN(data13)))) && (typeof data13 !== "boolean")){
const err30 = {instancePath:instancePath+"/service/max_startup_time_seconds",schemaPath:"#/properties/service/properties/max_startup_time_seconds/type",keyword:"type",params:{type: schema25.properties.service.properties.max_startup_time_seconds.type}};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
if(typeof data13 == "number"){
if(data13 < 0 || isNaN(data13)){
const err31 = {instancePath:instancePath+"/service/max_startup_time_seconds",schemaPath:"#/properties/service/properties/max_startup_time_seconds/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
}
}
if(data12.replicas !== undefined){
let data14 = data12.replicas;
if((!((typeof data14 == "number") && (!(data14 % 1) && !isNaN(data14)))) && (typeof data14 !== "boolean")){
const err32 = {instancePath:instancePath+"/service/replicas",schemaPath:"#/properties/service/properties/replicas/type",keyword:"type",params:{type: schema25.properties.service.properties.replicas.type}};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
if(typeof data14 == "number"){
if(data14 < 0 || isNaN(data14)){
const err33 = {instancePath:instancePath+"/service/replicas",schemaPath:"#/properties/service/properties/replicas/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}};
if(vErrors === null){
vErrors = [err33];
}
else {
vErrors.push(err33);
}
errors++;
}
}
}
if(data12.port !== undefined){
let data15 = data12.port;
if((!((typeof data15 == "number") && (!(data15 % 1) && !isNaN(data15)))) && (typeof data15 !== "boolean")){
const err34 = {instancePath:instancePath+"/service/port",schemaPath:"#/properties/service/properties/port/type",keyword:"type",params:{type: schema25.properties.service.properties.port.type}};
if(vErrors === null){
vErrors = [err34];
}
else {
vErrors.push(err34);
}
errors++;
}
if(typeof data15 == "number"){
if(data15 < 0 || isNaN(data15)){
const err35 = {instancePath:instancePath+"/service/port",schemaPath:"#/properties/service/properties/port/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}};
if(vErrors === null){
vErrors = [err35];
}
else {
vErrors.push(err35);
}
errors++;
}
}
}
if(data12.ingress !== undefined){
if(typeof data12.ingress !== "boolean"){
const err36 = {instancePath:instancePath+"/service/ingress",schemaPath:"#/properties/service/properties/ingress/type",keyword:"type",params:{type: "boolean"}};
if(vErrors === null){
vErrors = [err36];
}
else {
vErrors.push(err36);
}
errors++;
}
}
}
else {
const err37 = {instancePath:instancePath+"/service",schemaPath:"#/properties/service/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err37];
}
else {
vErrors.push(err37);
}
errors++;
}
}
}
else {
const err38 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err38];
}
else {
vErrors.push(err38);
}
errors++;
}
validate67.errors = vErrors;
return errors === 0;
}


function validate70(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.version === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "version"}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.project === undefined){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "project"}};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if(data.stages === undefined){
const err2 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "stages"}};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
if(data.logging === undefined){
const err3 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "logging"}};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
for(const key0 in data){
if(!((((key0 === "version") || (key0 === "project")) || (key0 === "stages")) || (key0 === "logging"))){
const err4 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
if(data.version !== undefined){
let data0 = data.version;
if(typeof data0 !== "string"){
const err5 = {instancePath:instancePath+"/version",schemaPath:"#/properties/version/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
if(!(data0 === "1.0")){
const err6 = {instancePath:instancePath+"/version",schemaPath:"#/properties/version/enum",keyword:"enum",params:{allowedValues: schema24.properties.version.enum}};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
if(data.project !== undefined){
let data1 = data.project;
if(data1 && typeof data1 == "object" && !Array.isArray(data1)){
if(data1.name === undefined){
const err7 = {instancePath:instancePath+"/project",schemaPath:"#/properties/project/required",keyword:"required",params:{missingProperty: "name"}};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
if(data1.docker_image === undefined){
const err8 = {instancePath:instancePath+"/project",schemaPath:"#/properties/project/required",keyword:"required",params:{missingProperty: "docker_image"}};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
if(data1.DAG === undefined){
const err9 = {instancePath:instancePath+"/project",schemaPath:"#/properties/project/required",keyword:"required",params:{missingProperty: "DAG"}};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
for(const key1 in data1){
if(!(((((key1 === "name") || (key1 === "docker_image")) || (key1 === "DAG")) || (key1 === "usage_stats")) || (key1 === "run_on_failure"))){
const err10 = {instancePath:instancePath+"/project",schemaPath:"#/properties/project/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1}};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
if(data1.name !== undefined){
let data2 = data1.name;
if(typeof data2 === "string"){
if(!pattern2.test(data2)){
const err11 = {instancePath:instancePath+"/project/name",schemaPath:"#/properties/project/properties/name/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z0-9.-]+\\n?$"}};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
else {
const err12 = {instancePath:instancePath+"/project/name",schemaPath:"#/properties/project/properties/name/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
if(data1.docker_image !== undefined){
if(typeof data1.docker_image !== "string"){
const err13 = {instancePath:instancePath+"/project/docker_image",schemaPath:"#/properties/project/properties/docker_image/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
if(data1.DAG !== undefined){
if(typeof data1.DAG !== "string"){
const err14 = {instancePath:instancePath+"/project/DAG",schemaPath:"#/properties/project/properties/DAG/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
if(data1.usage_stats !== undefined){
if(typeof data1.usage_stats !== "boolean"){
const err15 = {instancePath:instancePath+"/project/usage_stats",schemaPath:"#/properties/project/properties/usage_stats/type",keyword:"type",params:{type: "boolean"}};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
if(data1.run_on_failure !== undefined){
if(typeof data1.run_on_failure !== "string"){
const err16 = {instancePath:instancePath+"/project/run_on_failure",schemaPath:"#/properties/project/properties/run_on_failure/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
}
else {
const err17 = {instancePath:instancePath+"/project",schemaPath:"#/properties/project/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
if(data.stages !== undefined){
let data7 = data.stages;
if(data7 && typeof data7 == "object" && !Array.isArray(data7)){
for(const key2 in data7){
if(!(validate67(data7[key2], {instancePath:instancePath+"/stages/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"),parentData:data7,parentDataProperty:key2,rootData}))){
vErrors = vErrors === null ? validate67.errors : vErrors.concat(validate67.errors);
errors = vErrors.length;
}
}
}
else {
const err18 = {instancePath:instancePath+"/stages",schemaPath:"#/properties/stages/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
if(data.logging !== undefined){
let data9 = data.logging;
if(data9 && typeof data9 == "object" && !Array.isArray(data9)){
if(data9.log_level === undefined){
const err19 = {instancePath:instancePath+"/logging",schemaPath:"#/properties/logging/required",keyword:"required",params:{missingProperty: "log_level"}};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
for(const key3 in data9){
if(!(key3 === "log_level")){
const err20 = {instancePath:instancePath+"/logging",schemaPath:"#/properties/logging/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key3}};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
}
if(data9.log_level !== undefined){
let data10 = data9.log_level;
if(typeof data10 !== "string"){
const err21 = {instancePath:instancePath+"/logging/log_level",schemaPath:"#/properties/logging/properties/log_level/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
if(!(((((data10 === "DEBUG") || (data10 === "INFO")) || (data10 === "WARNING")) || (data10 === "ERROR")) || (data10 === "CRITICAL"))){
const err22 = {instancePath:instancePath+"/logging/log_level",schemaPath:"#/properties/logging/properties/log_level/enum",keyword:"enum",params:{allowedValues: schema24.properties.logging.properties.log_level.enum}};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
}
}
else {
const err23 = {instancePath:instancePath+"/logging",schemaPath:"#/properties/logging/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
}
}
else {
const err24 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
validate70.errors = vErrors;
return errors === 0;
}

export const validate11 = validate72;
const schema22 = {"type":"object","properties":{"version":{"type":"string","enum":["1.1"]},"pipeline":{"type":"object","properties":{"name":{"type":"string","pattern":"^[A-Za-z0-9.-]+\\n?$"},"docker_image":{"type":"string"},"DAG":{"type":"string"},"usage_stats":{"type":"boolean"},"run_on_failure":{"type":"string"},"namespace":{"type":"string"},"secrets_group":{"type":"string"}},"additionalProperties":false,"required":["name","docker_image","DAG"]},"stages":{"type":"object","additionalProperties":{"$ref":"#/$defs/stage11"}},"logging":{"type":"object","properties":{"log_level":{"type":"string","enum":["DEBUG","INFO","WARNING","ERROR","CRITICAL"]}},"additionalProperties":false,"required":["log_level"]}},"additionalProperties":false,"required":["version","pipeline","stages","logging"]};
const schema23 = {"type":"object","properties":{"executable_module_path":{"type":"string","pattern":"^.+\\.(?:py|ipynb)$"},"args":{"type":"array","items":{"type":"string"}},"requirements":{"type":"array","items":{"type":"string"}},"cpu_request":{"type":["number","boolean"],"minimum":0},"memory_request_mb":{"type":["integer","boolean"],"minimum":0},"secrets":{"type":"object","additionalProperties":{"type":"string","pattern":"^[A-Za-z0-9.-]+\\n?$"}},"batch":{"type":"object","properties":{"max_completion_time_seconds":{"type":["integer","boolean"],"minimum":0},"retries":{"type":["integer","boolean"],"minimum":0}},"additionalProperties":false,"required":["max_completion_time_seconds","retries"]},"service":{"type":"object","properties":{"max_startup_time_seconds":{"type":["integer","boolean"],"minimum":0},"replicas":{"type":["integer","boolean"],"minimum":0},"port":{"type":["integer","boolean"],"minimum":0},"ingress":{"type":"boolean"}},"additionalProperties":false,"required":["max_startup_time_seconds","replicas","port","ingress"]}},"additionalProperties":false,"required":["executable_module_path","cpu_request","memory_request_mb"]};
const pattern6 = new RegExp("^.+\\.(?:py|ipynb)$", "u");

function validate63(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.executable_module_path === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "executable_module_path"}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.cpu_request === undefined){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "cpu_request"}};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if(data.memory_request_mb === undefined){
const err2 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "memory_request_mb"}};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
for(const key0 in data){
if(!((((((((key0 === "executable_module_path") || (key0 === "args")) || (key0 === "requirements")) || (key0 === "cpu_request")) || (key0 === "memory_request_mb")) || (key0 === "secrets")) || (key0 === "batch")) || (key0 === "service"))){
const err3 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(data.executable_module_path !== undefined){
let data0 = data.executable_module_path;
if(typeof data0 === "string"){
if(!pattern6.test(data0)){
const err4 = {instancePath:instancePath+"/executable_module_path",schemaPath:"#/properties/executable_module_path/pattern",keyword:"pattern",params:{pattern: "^.+\\.(?:py|ipynb)$"}};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
else {
const err5 = {instancePath:instancePath+"/executable_module_path",schemaPath:"#/properties/executable_module_path/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data.args !== undefined){
let data1 = data.args;
if(Array.isArray(data1)){
const len0 = data1.length;
for(let i0=0; i0<len0; i0++){
if(typeof data1[i0] !== "string"){
const err6 = {instancePath:instancePath+"/args/" + i0,schemaPath:"#/properties/args/items/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
}
else {
const err7 = {instancePath:instancePath+"/args",schemaPath:"#/properties/args/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
if(data.requirements !== undefined){
let data3 = data.requirements;
if(Array.isArray(data3)){
const len1 = data3.length;
for(let i1=0; i1<len1; i1++){
if(typeof data3[i1] !== "string"){
const err8 = {instancePath:instancePath+"/requirements/" + i1,schemaPath:"#/properties/requirements/items/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
}
else {
const err9 = {instancePath:instancePath+"/requirements",schemaPath:"#/properties/requirements/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
if(data.cpu_request !== undefined){
let data5 = data.cpu_request;
if((!(typeof data5 == "number")) && (typeof data5 !== "boolean")){
const err10 = {instancePath:instancePath+"/cpu_request",schemaPath:"#/properties/cpu_request/type",keyword:"type",params:{type: schema23.properties.cpu_request.type}};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
if(typeof data5 == "number"){
if(data5 < 0 || isNaN(data5)){
const err11 = {instancePath:instancePath+"/cpu_request",schemaPath:"#/properties/cpu_request/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
}
if(data.memory_request_mb !== undefined){
let data6 = data.memory_request_mb;
if((!((typeof data6 == "number") && (!(data6 % 1) && !isNaN(data6)))) && (typeof data6 !== "boolean")){
const err12 = {instancePath:instancePath+"/memory_request_mb",schemaPath:"#/properties/memory_request_mb/type",keyword:"type",params:{type: schema23.properties.memory_request_mb.type}};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
if(typeof data6 == "number"){
if(data6 < 0 || isNaN(data6)){
const err13 = {instancePath:instancePath+"/memory_request_mb",schemaPath:"#/properties/memory_request_mb/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
}
if(data.secrets !== undefined){
let data7 = data.secrets;
if(data7 && typeof data7 == "object" && !Array.isArray(data7)){
for(const key1 in data7){
let data8 = data7[key1];
if(typeof data8 === "string"){
if(!pattern2.test(data8)){
const err14 = {instancePath:instancePath+"/secrets/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/secrets/additionalProperties/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z0-9.-]+\\n?$"}};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
else {
const err15 = {instancePath:instancePath+"/secrets/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/secrets/additionalProperties/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
}
else {
const err16 = {instancePath:instancePath+"/secrets",schemaPath:"#/properties/secrets/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
if(data.batch !== undefined){
let data9 = data.batch;
if(data9 && typeof data9 == "object" && !Array.isArray(data9)){
if(data9.max_completion_time_seconds === undefined){
const err17 = {instancePath:instancePath+"/batch",schemaPath:"#/properties/batch/required",keyword:"required",params:{missingProperty: "max_completion_time_seconds"}};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
if(data9.retries === undefined){
const err18 = {instancePath:instancePath+"/batch",schemaPath:"#/properties/batch/required",keyword:"required",params:{missingProperty: "retries"}};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
for(const key2 in data9){
if(!((key2 === "max_completion_time_seconds") || (key2 === "retries"))){
const err19 = {instancePath:instancePath+"/batch",schemaPath:"#/properties/batch/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key2}};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
if(data9.max_completion_time_seconds !== undefined){
let data10 = data9.max_completion_time_seconds;
if((!((typeof data10 == "number") && (!(data10 % 1) && !isNaN(data10)))) && (typeof data10 !== "boolean")){
const err20 = {instancePath:instancePath+"/batch/max_completion_time_seconds",schemaPath:"#/properties/batch/properties/max_completion_time_seconds/type",keyword:"type",params:{type: schema23.properties.batch.properties.max_completion_time_seconds.type}};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
if(typeof data10 == "number"){
if(data10 < 0 || isNaN(data10)){
const err21 = {instancePath:instancePath+"/batch/max_completion_time_seconds",schemaPath:"#/properties/batch/properties/max_completion_time_seconds/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
}
}
if(data9.retries !== undefined){
let data11 = data9.retries;
if((!((typeof data11 == "number") && (!(data11 % 1) && !isNaN(data11)))) && (typeof data11 !== "boolean")){
const err22 = {instancePath:instancePath+"/batch/retries",schemaPath:"#/properties/batch/properties/retries/type",keyword:"type",params:{type: schema23.properties.batch.properties.retries.type}};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
if(typeof data11 == "number"){
if(data11 < 0 || isNaN(data11)){
const err23 = {instancePath:instancePath+"/batch/retries",schemaPath:"#/properties/batch/properties/retries/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
}
}
}
else {
const err24 = {instancePath:instancePath+"/batch",schemaPath:"#/properties/batch/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
}
if(data.service !== undefined){
let data12 = data.service;
if(data12 && typeof data12 == "object" && !Array.isArray(data12)){
if(data12.max_startup_time_seconds === undefined){
const err25 = {instancePath:instancePath+"/service",schemaPath:"#/properties/service/required",keyword:"required",params:{missingProperty: "max_startup_time_seconds"}};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
if(data12.replicas === undefined){
const err26 = {instancePath:instancePath+"/service",schemaPath:"#/properties/service/required",keyword:"required",params:{missingProperty: "replicas"}};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
if(data12.port === undefined){
const err27 = {instancePath:instancePath+"/service",schemaPath:"#/properties/service/required",keyword:"required",params:{missingProperty: "port"}};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
if(data12.ingress === undefined){
const err28 = {instancePath:instancePath+"/service",schemaPath:"#/properties/service/required",keyword:"required",params:{missingProperty: "ingress"}};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
for(const key3 in data12){
if(!((((key3 === "max_startup_time_seconds") || (key3 === "replicas")) || (key3 === "port")) || (key3 === "ingress"))){
const err29 = {instancePath:instancePath+"/service",schemaPath:"#/properties/service/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key3}};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
}
if(data12.max_startup_time_seconds !== undefined){
let data13 = data12.max_startup_time_seconds;
if((!((typeof data13 == "number") && (!(data13 % 1) && !isNaN(data13)))) && (typeof data13 !== "boolean")){
const err30 = {instancePath:instancePath+"/service/max_startup_time_seconds",schemaPath:"#/properties/service/properties/max_startup_time_seconds/type",keyword:"type",params:{type: schema23.properties.service.properties.max_startup_time_seconds.type}};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
if(typeof data13 == "number"){
if(data13 < 0 || isNaN(data13)){
const err31 = {instancePath:instancePath+"/service/max_startup_time_seconds",schemaPath:"#/properties/service/properties/max_startup_time_seconds/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
}
}
if(data12.replicas !== undefined){
let data14 = data12.replicas;
if((!((typeof data14 == "number") && (!(data14 % 1) && !isNaN(data14)))) && (typeof data14 !== "boolean")){
const err32 = {instancePath:instancePath+"/service/replicas",schemaPath:"#/properties/service/properties/replicas/type",keyword:"type",params:{type: schema23.properties.service.properties.replicas.type}};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
if(typeof data14 == "number"){
if(data14 < 0 || isNaN(data14)){
const err33 = {instancePath:instancePath+"/service/replicas",schemaPath:"#/properties/service/properties/replicas/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}};
if(vErrors === null){
vErrors = [err33];
}
else {
vErrors.push(err33);
}
errors++;
}
}
}
if(data12.port !== undefined){
let data15 = data12.port;
if((!((typeof data15 == "number") && (!(data15 % 1) && !isNaN(data15)))) && (typeof data15 !== "boolean")){
const err34 = {instancePath:instancePath+"/service/port",schemaPath:"#/properties/service/properties/port/type",keyword:"type",params:{type: schema23.properties.service.properties.port.type}};
if(vErrors === null){
vErrors = [err34];
}
else {
vErrors.push(err34);
}
errors++;
}
if(typeof data15 == "number"){
if(data15 < 0 || isNaN(data15)){
const err35 = {instancePath:instancePath+"/service/port",schemaPath:"#/properties/service/properties/port/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}};
if(vErrors === null){
vErrors = [err35];
}
else {
vErrors.push(err35);
}
errors++;
}
}
}
if(data12.ingress !== undefined){
if(typeof data12.ingress !== "boolean"){
const err36 = {instancePath:instancePath+"/service/ingress",schemaPath:"#/properties/service/properties/ingress/type",keyword:"type",params:{type: "boolean"}};
if(vErrors === null){
vErrors = [err36];
}
else {
vErrors.push(err36);
}
errors++;
}
}
}
else {
const err37 = {instancePath:instancePath+"/service",schemaPath:"#/properties/service/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err37];
}
else {
vErrors.push(err37);
}
errors++;
}
}
}
else {
const err38 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err38];
}
else {
vErrors.push(err38);
}
errors++;
}
validate63.errors = vErrors;
return errors === 0;
}


function validate72(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.version === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "version"}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.pipeline === undefined){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "pipeline"}};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if(data.stages === undefined){
const err2 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "stages"}};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
if(data.logging === undefined){
const err3 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "logging"}};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
for(const key0 in data){
if(!((((key0 === "version") || (key0 === "pipeline")) || (key0 === "stages")) || (key0 === "logging"))){
const err4 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
if(data.version !== undefined){
let data0 = data.version;
if(typeof data0 !== "string"){
const err5 = {instancePath:instancePath+"/version",schemaPath:"#/properties/version/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
if(!(data0 === "1.1")){
const err6 = {instancePath:instancePath+"/version",schemaPath:"#/properties/version/enum",keyword:"enum",params:{allowedValues: schema22.properties.version.enum}};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
if(data.pipeline !== undefined){
let data1 = data.pipeline;
if(data1 && typeof data1 == "object" && !Array.isArray(data1)){
if(data1.name === undefined){
const err7 = {instancePath:instancePath+"/pipeline",schemaPath:"#/properties/pipeline/required",keyword:"required",params:{missingProperty: "name"}};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
if(data1.docker_image === undefined){
const err8 = {instancePath:instancePath+"/pipeline",schemaPath:"#/properties/pipeline/required",keyword:"required",params:{missingProperty: "docker_image"}};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
if(data1.DAG === undefined){
const err9 = {instancePath:instancePath+"/pipeline",schemaPath:"#/properties/pipeline/required",keyword:"required",params:{missingProperty: "DAG"}};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
for(const key1 in data1){
if(!(((((((key1 === "name") || (key1 === "docker_image")) || (key1 === "DAG")) || (key1 === "usage_stats")) || (key1 === "run_on_failure")) || (key1 === "namespace")) || (key1 === "secrets_group"))){
const err10 = {instancePath:instancePath+"/pipeline",schemaPath:"#/properties/pipeline/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1}};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
if(data1.name !== undefined){
let data2 = data1.name;
if(typeof data2 === "string"){
if(!pattern2.test(data2)){
const err11 = {instancePath:instancePath+"/pipeline/name",schemaPath:"#/properties/pipeline/properties/name/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z0-9.-]+\\n?$"}};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
else {
const err12 = {instancePath:instancePath+"/pipeline/name",schemaPath:"#/properties/pipeline/properties/name/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
if(data1.docker_image !== undefined){
if(typeof data1.docker_image !== "string"){
const err13 = {instancePath:instancePath+"/pipeline/docker_image",schemaPath:"#/properties/pipeline/properties/docker_image/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
if(data1.DAG !== undefined){
if(typeof data1.DAG !== "string"){
const err14 = {instancePath:instancePath+"/pipeline/DAG",schemaPath:"#/properties/pipeline/properties/DAG/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
if(data1.usage_stats !== undefined){
if(typeof data1.usage_stats !== "boolean"){
const err15 = {instancePath:instancePath+"/pipeline/usage_stats",schemaPath:"#/properties/pipeline/properties/usage_stats/type",keyword:"type",params:{type: "boolean"}};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
if(data1.run_on_failure !== undefined){
if(typeof data1.run_on_failure !== "string"){
const err16 = {instancePath:instancePath+"/pipeline/run_on_failure",schemaPath:"#/properties/pipeline/properties/run_on_failure/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
if(data1.namespace !== undefined){
if(typeof data1.namespace !== "string"){
const err17 = {instancePath:instancePath+"/pipeline/namespace",schemaPath:"#/properties/pipeline/properties/namespace/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
if(data1.secrets_group !== undefined){
if(typeof data1.secrets_group !== "string"){
const err18 = {instancePath:instancePath+"/pipeline/secrets_group",schemaPath:"#/properties/pipeline/properties/secrets_group/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
}
else {
const err19 = {instancePath:instancePath+"/pipeline",schemaPath:"#/properties/pipeline/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
if(data.stages !== undefined){
let data9 = data.stages;
if(data9 && typeof data9 == "object" && !Array.isArray(data9)){
for(const key2 in data9){
if(!(validate63(data9[key2], {instancePath:instancePath+"/stages/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"),parentData:data9,parentDataProperty:key2,rootData}))){
vErrors = vErrors === null ? validate63.errors : vErrors.concat(validate63.errors);
errors = vErrors.length;
}
}
}
else {
const err20 = {instancePath:instancePath+"/stages",schemaPath:"#/properties/stages/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
}
if(data.logging !== undefined){
let data11 = data.logging;
if(data11 && typeof data11 == "object" && !Array.isArray(data11)){
if(data11.log_level === undefined){
const err21 = {instancePath:instancePath+"/logging",schemaPath:"#/properties/logging/required",keyword:"required",params:{missingProperty: "log_level"}};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
for(const key3 in data11){
if(!(key3 === "log_level")){
const err22 = {instancePath:instancePath+"/logging",schemaPath:"#/properties/logging/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key3}};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
}
if(data11.log_level !== undefined){
let data12 = data11.log_level;
if(typeof data12 !== "string"){
const err23 = {instancePath:instancePath+"/logging/log_level",schemaPath:"#/properties/logging/properties/log_level/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
if(!(((((data12 === "DEBUG") || (data12 === "INFO")) || (data12 === "WARNING")) || (data12 === "ERROR")) || (data12 === "CRITICAL"))){
const err24 = {instancePath:instancePath+"/logging/log_level",schemaPath:"#/properties/logging/properties/log_level/enum",keyword:"enum",params:{allowedValues: schema22.properties.logging.properties.log_level.enum}};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
}
}
else {
const err25 = {instancePath:instancePath+"/logging",schemaPath:"#/properties/logging/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
}
}
else {
const err26 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
validate72.errors = vErrors;
return errors === 0;
}

export const validate20 = validate74;
const schema7 = {"type":"object","properties":{"version":{"type":"string","enum":["2.0"]},"pipeline":{"$ref":"#/$defs/pipeline20"},"stages":{"type":"object","additionalProperties":{"$ref":"#/$defs/stage20"}},"environments":{"type":"object","additionalProperties":{"type":["object","string"]}},"logging":{"type":"object","properties":{"log_level":{"type":"string","enum":["DEBUG","INFO","WARNING","ERROR","CRITICAL"]}},"additionalProperties":false,"patternProperties":{"^x-":{}}}},"additionalProperties":false,"patternProperties":{"^x-":{}},"required":["version","pipeline","stages"]};
const pattern0 = new RegExp("^x-", "u");
const schema8 = {"type":"object","properties":{"name":{"type":"string","pattern":"^[A-Za-z0-9.-]+\\n?$"},"namespace":{"type":"string"},"image":{"type":"string"},"secrets_group":{"type":"string"},"DAG":{"type":"string"},"timeout":{"type":["string","number"],"pattern":"^\\s*(?:\\d+(?:\\.\\d+)?|(?:\\d+(?:\\.\\d+)?(?:ms|[smhdw]))+)\\s*$","minimum":0},"on_failure":{"type":"string"},"on_success":{"type":"string"},"always":{"type":"string"},"env":{"$ref":"#/$defs/env20"},"defaults":{"$ref":"#/$defs/defaults20"},"source":{"type":"string","enum":["bundle","git","image"]},"atomic":{"type":"boolean"},"pull_ahead":{"type":"boolean"},"groups":{"type":"object","additionalProperties":{"type":["integer","object"],"minimum":1,"properties":{"max_parallel":{"type":"integer","minimum":1}},"required":["max_parallel"],"additionalProperties":false}},"docker_image":{"type":"string"},"run_on_failure":{"type":"string"},"usage_stats":{"type":"boolean"}},"additionalProperties":false,"patternProperties":{"^x-":{}},"required":["name"]};
const func2 = Object.prototype.hasOwnProperty;
const pattern3 = new RegExp("^\\s*(?:\\d+(?:\\.\\d+)?|(?:\\d+(?:\\.\\d+)?(?:ms|[smhdw]))+)\\s*$", "u");
const schema9 = {"type":"object","additionalProperties":{"type":["string","number","boolean"]},"propertyNames":{"pattern":"^[A-Za-z_][A-Za-z0-9_.-]*$"}};
const pattern4 = new RegExp("^[A-Za-z_][A-Za-z0-9_.-]*$", "u");

function validate24(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
const _errs1 = errors;
if(typeof key0 === "string"){
if(!pattern4.test(key0)){
const err0 = {instancePath,schemaPath:"#/propertyNames/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z_][A-Za-z0-9_.-]*$"},propertyName:key0};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
var valid0 = _errs1 === errors;
if(!valid0){
const err1 = {instancePath,schemaPath:"#/propertyNames",keyword:"propertyNames",params:{propertyName: key0}};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
for(const key1 in data){
let data0 = data[key1];
if(((typeof data0 !== "string") && (!(typeof data0 == "number"))) && (typeof data0 !== "boolean")){
const err2 = {instancePath:instancePath+"/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/additionalProperties/type",keyword:"type",params:{type: schema9.additionalProperties.type}};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
}
else {
const err3 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
validate24.errors = vErrors;
return errors === 0;
}

const schema10 = {"type":"object","properties":{"run":{"type":"string","pattern":"^.+\\.(?:py|ipynb)$"},"command":{"type":["array","string"],"items":{"type":"string"}},"args":{"type":"array","items":{"type":["string","number","boolean"]}},"parameters":{"type":"object","additionalProperties":true},"image":{"type":"string","minLength":1},"requirements":{"$ref":"#/$defs/requirements20"},"env":{"$ref":"#/$defs/env20"},"secrets":{"$ref":"#/$defs/secrets20"},"working_directory":{"type":"string"},"resources":{"$ref":"#/$defs/resources20"},"node_selector":{"type":"object","additionalProperties":{"type":"string"}},"tolerations":{"type":"array","items":{"type":"object"}},"affinity":{"type":"object"},"volumes":{"$ref":"#/$defs/volumes20"},"shm":{"type":["string","number"],"pattern":"^[+]?(?:\\d{1,30}(?:\\.\\d{0,30})?|\\.\\d{1,30})(?:[KMGTPE]i|[numkMGTPE]|[eE][+-]?\\d{1,3})?$","minimum":0},"service_account":{"type":["string","object"],"minLength":1,"properties":{"name":{"type":"string","minLength":1},"annotations":{"type":"object","additionalProperties":{"type":"string"}}},"additionalProperties":false,"required":["name","annotations"],"patternProperties":{"^x-":{}}},"pull_secrets":{"type":"array","items":{"type":["string","object"],"minLength":1,"properties":{"docker_config":{"type":["boolean","string"]}},"additionalProperties":false,"required":["docker_config"],"patternProperties":{"^x-":{}}}},"pod_template":{"type":"object","properties":{"metadata":{"type":"object"},"spec":{"type":"object"}},"additionalProperties":false},"security":{"type":"string","enum":["restricted","image"]},"source":{"type":"string","enum":["bundle","git","image"]},"cache_volume":{"type":"string"},"outputs":{"type":"array","items":{"type":"string","pattern":"^[A-Za-z_][A-Za-z0-9_.-]*$"}},"gate":{"type":"string"},"matrix":{"$ref":"#/$defs/matrix20"},"cache":{"$ref":"#/$defs/cache20"},"on_rollback":{"type":"string"},"batch":{"$ref":"#/$defs/batch20"},"service":{"$ref":"#/$defs/service20"},"executable_module_path":{"type":"string","pattern":"^.+\\.(?:py|ipynb)$"},"cpu_request":{"type":"number","minimum":0},"memory_request_mb":{"type":"integer","minimum":0}},"additionalProperties":false,"patternProperties":{"^x-":{}}};
const func4 = (function ucs2length(str) {
    const len = str.length;
    let length = 0;
    let pos = 0;
    let value;
    while (pos < len) {
        length++;
        value = str.charCodeAt(pos++);
        if (value >= 0xd800 && value <= 0xdbff && pos < len) {
            // high surrogate, and there is a next character
            value = str.charCodeAt(pos);
            if ((value & 0xfc00) === 0xdc00)
                pos++; // low surrogate
        }
    }
    return length;
});
const pattern10 = new RegExp("^[+]?(?:\\d{1,30}(?:\\.\\d{0,30})?|\\.\\d{1,30})(?:[KMGTPE]i|[numkMGTPE]|[eE][+-]?\\d{1,3})?$", "u");
const schema11 = {"type":["array","string","object"],"items":{"type":"string"},"properties":{"packages":{"type":"array","items":{"type":"string"}},"file":{"type":"string"},"constraints":{"type":"string"}},"additionalProperties":false};

function validate27(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if((!data || typeof data != "object") && (typeof data !== "string")){
const err0 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: schema11.type}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(Array.isArray(data)){
const len0 = data.length;
for(let i0=0; i0<len0; i0++){
if(typeof data[i0] !== "string"){
const err1 = {instancePath:instancePath+"/" + i0,schemaPath:"#/items/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
}
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!(((key0 === "packages") || (key0 === "file")) || (key0 === "constraints"))){
const err2 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
if(data.packages !== undefined){
let data1 = data.packages;
if(Array.isArray(data1)){
const len1 = data1.length;
for(let i1=0; i1<len1; i1++){
if(typeof data1[i1] !== "string"){
const err3 = {instancePath:instancePath+"/packages/" + i1,schemaPath:"#/properties/packages/items/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
}
else {
const err4 = {instancePath:instancePath+"/packages",schemaPath:"#/properties/packages/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
if(data.file !== undefined){
if(typeof data.file !== "string"){
const err5 = {instancePath:instancePath+"/file",schemaPath:"#/properties/file/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data.constraints !== undefined){
if(typeof data.constraints !== "string"){
const err6 = {instancePath:instancePath+"/constraints",schemaPath:"#/properties/constraints/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
}
validate27.errors = vErrors;
return errors === 0;
}

const schema12 = {"type":"object","additionalProperties":{"type":["string","object"],"pattern":"^[A-Za-z0-9.-]+\\n?$","properties":{"secret":{"type":"string","pattern":"^[A-Za-z0-9.-]+\\n?$"},"key":{"type":"string","minLength":1}},"required":["secret","key"],"additionalProperties":false}};

function validate30(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
let data0 = data[key0];
if((typeof data0 !== "string") && (!(data0 && typeof data0 == "object" && !Array.isArray(data0)))){
const err0 = {instancePath:instancePath+"/" + key0.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/additionalProperties/type",keyword:"type",params:{type: schema12.additionalProperties.type}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(typeof data0 === "string"){
if(!pattern2.test(data0)){
const err1 = {instancePath:instancePath+"/" + key0.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/additionalProperties/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z0-9.-]+\\n?$"}};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(data0 && typeof data0 == "object" && !Array.isArray(data0)){
if(data0.secret === undefined){
const err2 = {instancePath:instancePath+"/" + key0.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/additionalProperties/required",keyword:"required",params:{missingProperty: "secret"}};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
if(data0.key === undefined){
const err3 = {instancePath:instancePath+"/" + key0.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/additionalProperties/required",keyword:"required",params:{missingProperty: "key"}};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
for(const key1 in data0){
if(!((key1 === "secret") || (key1 === "key"))){
const err4 = {instancePath:instancePath+"/" + key0.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/additionalProperties/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1}};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
if(data0.secret !== undefined){
let data1 = data0.secret;
if(typeof data1 === "string"){
if(!pattern2.test(data1)){
const err5 = {instancePath:instancePath+"/" + key0.replace(/~/g, "~0").replace(/\//g, "~1")+"/secret",schemaPath:"#/additionalProperties/properties/secret/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z0-9.-]+\\n?$"}};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
else {
const err6 = {instancePath:instancePath+"/" + key0.replace(/~/g, "~0").replace(/\//g, "~1")+"/secret",schemaPath:"#/additionalProperties/properties/secret/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
if(data0.key !== undefined){
let data2 = data0.key;
if(typeof data2 === "string"){
if(func4(data2) < 1){
const err7 = {instancePath:instancePath+"/" + key0.replace(/~/g, "~0").replace(/\//g, "~1")+"/key",schemaPath:"#/additionalProperties/properties/key/minLength",keyword:"minLength",params:{limit: 1}};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
else {
const err8 = {instancePath:instancePath+"/" + key0.replace(/~/g, "~0").replace(/\//g, "~1")+"/key",schemaPath:"#/additionalProperties/properties/key/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
}
}
}
else {
const err9 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
validate30.errors = vErrors;
return errors === 0;
}

const schema13 = {"type":"object","properties":{"cpu":{"type":["string","number"],"pattern":"^[+]?(?:\\d{1,30}(?:\\.\\d{0,30})?|\\.\\d{1,30})(?:[KMGTPE]i|[numkMGTPE]|[eE][+-]?\\d{1,3})?$","minimum":0},"memory":{"type":["string","number"],"pattern":"^[+]?(?:\\d{1,30}(?:\\.\\d{0,30})?|\\.\\d{1,30})(?:[KMGTPE]i|[numkMGTPE]|[eE][+-]?\\d{1,3})?$","minimum":0},"ephemeral_storage":{"type":["string","number"],"pattern":"^[+]?(?:\\d{1,30}(?:\\.\\d{0,30})?|\\.\\d{1,30})(?:[KMGTPE]i|[numkMGTPE]|[eE][+-]?\\d{1,3})?$","minimum":0},"gpu":{"type":["integer","object"],"minimum":0,"properties":{"count":{"type":"integer","minimum":1},"resource":{"type":"string"}},"required":["count"],"additionalProperties":false},"limits":{"type":"object","additionalProperties":{"type":["string","number"],"pattern":"^[+]?(?:\\d{1,30}(?:\\.\\d{0,30})?|\\.\\d{1,30})(?:[KMGTPE]i|[numkMGTPE]|[eE][+-]?\\d{1,3})?$","minimum":0}}},"additionalProperties":false,"patternProperties":{"^x-":{}}};

function validate32(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!((((((key0 === "cpu") || (key0 === "memory")) || (key0 === "ephemeral_storage")) || (key0 === "gpu")) || (key0 === "limits")) || (pattern0.test(key0)))){
const err0 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
if(data.cpu !== undefined){
let data0 = data.cpu;
if((typeof data0 !== "string") && (!(typeof data0 == "number"))){
const err1 = {instancePath:instancePath+"/cpu",schemaPath:"#/properties/cpu/type",keyword:"type",params:{type: schema13.properties.cpu.type}};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if(typeof data0 == "number"){
if(data0 < 0 || isNaN(data0)){
const err2 = {instancePath:instancePath+"/cpu",schemaPath:"#/properties/cpu/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
if(typeof data0 === "string"){
if(!pattern10.test(data0)){
const err3 = {instancePath:instancePath+"/cpu",schemaPath:"#/properties/cpu/pattern",keyword:"pattern",params:{pattern: "^[+]?(?:\\d{1,30}(?:\\.\\d{0,30})?|\\.\\d{1,30})(?:[KMGTPE]i|[numkMGTPE]|[eE][+-]?\\d{1,3})?$"}};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
}
if(data.memory !== undefined){
let data1 = data.memory;
if((typeof data1 !== "string") && (!(typeof data1 == "number"))){
const err4 = {instancePath:instancePath+"/memory",schemaPath:"#/properties/memory/type",keyword:"type",params:{type: schema13.properties.memory.type}};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
if(typeof data1 == "number"){
if(data1 < 0 || isNaN(data1)){
const err5 = {instancePath:instancePath+"/memory",schemaPath:"#/properties/memory/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(typeof data1 === "string"){
if(!pattern10.test(data1)){
const err6 = {instancePath:instancePath+"/memory",schemaPath:"#/properties/memory/pattern",keyword:"pattern",params:{pattern: "^[+]?(?:\\d{1,30}(?:\\.\\d{0,30})?|\\.\\d{1,30})(?:[KMGTPE]i|[numkMGTPE]|[eE][+-]?\\d{1,3})?$"}};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
}
if(data.ephemeral_storage !== undefined){
let data2 = data.ephemeral_storage;
if((typeof data2 !== "string") && (!(typeof data2 == "number"))){
const err7 = {instancePath:instancePath+"/ephemeral_storage",schemaPath:"#/properties/ephemeral_storage/type",keyword:"type",params:{type: schema13.properties.ephemeral_storage.type}};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
if(typeof data2 == "number"){
if(data2 < 0 || isNaN(data2)){
const err8 = {instancePath:instancePath+"/ephemeral_storage",schemaPath:"#/properties/ephemeral_storage/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
if(typeof data2 === "string"){
if(!pattern10.test(data2)){
const err9 = {instancePath:instancePath+"/ephemeral_storage",schemaPath:"#/properties/ephemeral_storage/pattern",keyword:"pattern",params:{pattern: "^[+]?(?:\\d{1,30}(?:\\.\\d{0,30})?|\\.\\d{1,30})(?:[KMGTPE]i|[numkMGTPE]|[eE][+-]?\\d{1,3})?$"}};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
}
if(data.gpu !== undefined){
let data3 = data.gpu;
if((!((typeof data3 == "number") && (!(data3 % 1) && !isNaN(data3)))) && (!(data3 && typeof data3 == "object" && !Array.isArray(data3)))){
const err10 = {instancePath:instancePath+"/gpu",schemaPath:"#/properties/gpu/type",keyword:"type",params:{type: schema13.properties.gpu.type}};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
if(typeof data3 == "number"){
if(data3 < 0 || isNaN(data3)){
const err11 = {instancePath:instancePath+"/gpu",schemaPath:"#/properties/gpu/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
if(data3 && typeof data3 == "object" && !Array.isArray(data3)){
if(data3.count === undefined){
const err12 = {instancePath:instancePath+"/gpu",schemaPath:"#/properties/gpu/required",keyword:"required",params:{missingProperty: "count"}};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
for(const key1 in data3){
if(!((key1 === "count") || (key1 === "resource"))){
const err13 = {instancePath:instancePath+"/gpu",schemaPath:"#/properties/gpu/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1}};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
if(data3.count !== undefined){
let data4 = data3.count;
if(!((typeof data4 == "number") && (!(data4 % 1) && !isNaN(data4)))){
const err14 = {instancePath:instancePath+"/gpu/count",schemaPath:"#/properties/gpu/properties/count/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
if(typeof data4 == "number"){
if(data4 < 1 || isNaN(data4)){
const err15 = {instancePath:instancePath+"/gpu/count",schemaPath:"#/properties/gpu/properties/count/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1}};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
}
if(data3.resource !== undefined){
if(typeof data3.resource !== "string"){
const err16 = {instancePath:instancePath+"/gpu/resource",schemaPath:"#/properties/gpu/properties/resource/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
}
}
if(data.limits !== undefined){
let data6 = data.limits;
if(data6 && typeof data6 == "object" && !Array.isArray(data6)){
for(const key2 in data6){
let data7 = data6[key2];
if((typeof data7 !== "string") && (!(typeof data7 == "number"))){
const err17 = {instancePath:instancePath+"/limits/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/limits/additionalProperties/type",keyword:"type",params:{type: schema13.properties.limits.additionalProperties.type}};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
if(typeof data7 == "number"){
if(data7 < 0 || isNaN(data7)){
const err18 = {instancePath:instancePath+"/limits/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/limits/additionalProperties/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
if(typeof data7 === "string"){
if(!pattern10.test(data7)){
const err19 = {instancePath:instancePath+"/limits/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/limits/additionalProperties/pattern",keyword:"pattern",params:{pattern: "^[+]?(?:\\d{1,30}(?:\\.\\d{0,30})?|\\.\\d{1,30})(?:[KMGTPE]i|[numkMGTPE]|[eE][+-]?\\d{1,3})?$"}};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
}
}
else {
const err20 = {instancePath:instancePath+"/limits",schemaPath:"#/properties/limits/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
}
}
else {
const err21 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
validate32.errors = vErrors;
return errors === 0;
}

const schema14 = {"type":"object","additionalProperties":{"$ref":"#/$defs/volume"}};
const schema15 = {"type":"object","properties":{"path":{"type":"string","pattern":"^/"},"read_only":{"type":"boolean"},"sub_path":{"type":"string"},"pvc":{"type":"string"},"config_map":{"type":"string"},"secret":{"type":"string"},"empty_dir":{"type":["boolean","object"],"properties":{"size":{"type":["string","number"],"pattern":"^[+]?(?:\\d{1,30}(?:\\.\\d{0,30})?|\\.\\d{1,30})(?:[KMGTPE]i|[numkMGTPE]|[eE][+-]?\\d{1,3})?$","minimum":0},"memory":{"type":"boolean"}},"additionalProperties":false},"host_path":{"type":"string"}},"additionalProperties":false,"patternProperties":{"^x-":{}},"required":["path"]};
const pattern15 = new RegExp("^/", "u");

function validate35(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.path === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "path"}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
for(const key0 in data){
if(!(((((((((key0 === "path") || (key0 === "read_only")) || (key0 === "sub_path")) || (key0 === "pvc")) || (key0 === "config_map")) || (key0 === "secret")) || (key0 === "empty_dir")) || (key0 === "host_path")) || (pattern0.test(key0)))){
const err1 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(data.path !== undefined){
let data0 = data.path;
if(typeof data0 === "string"){
if(!pattern15.test(data0)){
const err2 = {instancePath:instancePath+"/path",schemaPath:"#/properties/path/pattern",keyword:"pattern",params:{pattern: "^/"}};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
else {
const err3 = {instancePath:instancePath+"/path",schemaPath:"#/properties/path/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(data.read_only !== undefined){
if(typeof data.read_only !== "boolean"){
const err4 = {instancePath:instancePath+"/read_only",schemaPath:"#/properties/read_only/type",keyword:"type",params:{type: "boolean"}};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
if(data.sub_path !== undefined){
if(typeof data.sub_path !== "string"){
const err5 = {instancePath:instancePath+"/sub_path",schemaPath:"#/properties/sub_path/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data.pvc !== undefined){
if(typeof data.pvc !== "string"){
const err6 = {instancePath:instancePath+"/pvc",schemaPath:"#/properties/pvc/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
if(data.config_map !== undefined){
if(typeof data.config_map !== "string"){
const err7 = {instancePath:instancePath+"/config_map",schemaPath:"#/properties/config_map/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
if(data.secret !== undefined){
if(typeof data.secret !== "string"){
const err8 = {instancePath:instancePath+"/secret",schemaPath:"#/properties/secret/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
if(data.empty_dir !== undefined){
let data6 = data.empty_dir;
if((typeof data6 !== "boolean") && (!(data6 && typeof data6 == "object" && !Array.isArray(data6)))){
const err9 = {instancePath:instancePath+"/empty_dir",schemaPath:"#/properties/empty_dir/type",keyword:"type",params:{type: schema15.properties.empty_dir.type}};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
if(data6 && typeof data6 == "object" && !Array.isArray(data6)){
for(const key1 in data6){
if(!((key1 === "size") || (key1 === "memory"))){
const err10 = {instancePath:instancePath+"/empty_dir",schemaPath:"#/properties/empty_dir/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1}};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
if(data6.size !== undefined){
let data7 = data6.size;
if((typeof data7 !== "string") && (!(typeof data7 == "number"))){
const err11 = {instancePath:instancePath+"/empty_dir/size",schemaPath:"#/properties/empty_dir/properties/size/type",keyword:"type",params:{type: schema15.properties.empty_dir.properties.size.type}};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
if(typeof data7 == "number"){
if(data7 < 0 || isNaN(data7)){
const err12 = {instancePath:instancePath+"/empty_dir/size",schemaPath:"#/properties/empty_dir/properties/size/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
if(typeof data7 === "string"){
if(!pattern10.test(data7)){
const err13 = {instancePath:instancePath+"/empty_dir/size",schemaPath:"#/properties/empty_dir/properties/size/pattern",keyword:"pattern",params:{pattern: "^[+]?(?:\\d{1,30}(?:\\.\\d{0,30})?|\\.\\d{1,30})(?:[KMGTPE]i|[numkMGTPE]|[eE][+-]?\\d{1,3})?$"}};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
}
if(data6.memory !== undefined){
if(typeof data6.memory !== "boolean"){
const err14 = {instancePath:instancePath+"/empty_dir/memory",schemaPath:"#/properties/empty_dir/properties/memory/type",keyword:"type",params:{type: "boolean"}};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
}
}
if(data.host_path !== undefined){
if(typeof data.host_path !== "string"){
const err15 = {instancePath:instancePath+"/host_path",schemaPath:"#/properties/host_path/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
}
else {
const err16 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
validate35.errors = vErrors;
return errors === 0;
}


function validate34(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!(validate35(data[key0], {instancePath:instancePath+"/" + key0.replace(/~/g, "~0").replace(/\//g, "~1"),parentData:data,parentDataProperty:key0,rootData}))){
vErrors = vErrors === null ? validate35.errors : vErrors.concat(validate35.errors);
errors = vErrors.length;
}
}
}
else {
const err0 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
validate34.errors = vErrors;
return errors === 0;
}

const schema16 = {"type":"object","properties":{"from":{"type":"string","pattern":"^\\s*outputs\\.[^.\\s]+\\.\\S+\\s*$"},"max_parallel":{"type":"integer","minimum":1},"fail_fast":{"type":"boolean"},"include":{"type":"array","items":{"type":"object"}},"exclude":{"type":"array","items":{"type":"object"}}},"additionalProperties":{"type":"array","minItems":1,"items":{"type":["string","number","boolean"]}}};
const pattern21 = new RegExp("^\\s*outputs\\.[^.\\s]+\\.\\S+\\s*$", "u");

function validate38(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!(((((key0 === "from") || (key0 === "max_parallel")) || (key0 === "fail_fast")) || (key0 === "include")) || (key0 === "exclude"))){
let data0 = data[key0];
if(Array.isArray(data0)){
if(data0.length < 1){
const err0 = {instancePath:instancePath+"/" + key0.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/additionalProperties/minItems",keyword:"minItems",params:{limit: 1}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
const len0 = data0.length;
for(let i0=0; i0<len0; i0++){
let data1 = data0[i0];
if(((typeof data1 !== "string") && (!(typeof data1 == "number"))) && (typeof data1 !== "boolean")){
const err1 = {instancePath:instancePath+"/" + key0.replace(/~/g, "~0").replace(/\//g, "~1")+"/" + i0,schemaPath:"#/additionalProperties/items/type",keyword:"type",params:{type: schema16.additionalProperties.items.type}};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
}
else {
const err2 = {instancePath:instancePath+"/" + key0.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/additionalProperties/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
}
if(data.from !== undefined){
let data2 = data.from;
if(typeof data2 === "string"){
if(!pattern21.test(data2)){
const err3 = {instancePath:instancePath+"/from",schemaPath:"#/properties/from/pattern",keyword:"pattern",params:{pattern: "^\\s*outputs\\.[^.\\s]+\\.\\S+\\s*$"}};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
else {
const err4 = {instancePath:instancePath+"/from",schemaPath:"#/properties/from/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
if(data.max_parallel !== undefined){
let data3 = data.max_parallel;
if(!((typeof data3 == "number") && (!(data3 % 1) && !isNaN(data3)))){
const err5 = {instancePath:instancePath+"/max_parallel",schemaPath:"#/properties/max_parallel/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
if(typeof data3 == "number"){
if(data3 < 1 || isNaN(data3)){
const err6 = {instancePath:instancePath+"/max_parallel",schemaPath:"#/properties/max_parallel/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1}};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
}
if(data.fail_fast !== undefined){
if(typeof data.fail_fast !== "boolean"){
const err7 = {instancePath:instancePath+"/fail_fast",schemaPath:"#/properties/fail_fast/type",keyword:"type",params:{type: "boolean"}};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
if(data.include !== undefined){
let data5 = data.include;
if(Array.isArray(data5)){
const len1 = data5.length;
for(let i1=0; i1<len1; i1++){
let data6 = data5[i1];
if(!(data6 && typeof data6 == "object" && !Array.isArray(data6))){
const err8 = {instancePath:instancePath+"/include/" + i1,schemaPath:"#/properties/include/items/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
}
else {
const err9 = {instancePath:instancePath+"/include",schemaPath:"#/properties/include/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
if(data.exclude !== undefined){
let data7 = data.exclude;
if(Array.isArray(data7)){
const len2 = data7.length;
for(let i2=0; i2<len2; i2++){
let data8 = data7[i2];
if(!(data8 && typeof data8 == "object" && !Array.isArray(data8))){
const err10 = {instancePath:instancePath+"/exclude/" + i2,schemaPath:"#/properties/exclude/items/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
}
else {
const err11 = {instancePath:instancePath+"/exclude",schemaPath:"#/properties/exclude/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
}
else {
const err12 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
validate38.errors = vErrors;
return errors === 0;
}

const schema17 = {"type":["boolean","object"],"properties":{"inputs":{"type":"array","items":{"type":"string"}},"ttl":{"type":["string","number"],"pattern":"^\\s*(?:\\d+(?:\\.\\d+)?|(?:\\d+(?:\\.\\d+)?(?:ms|[smhdw]))+)\\s*$","minimum":0}},"additionalProperties":false};

function validate40(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if((typeof data !== "boolean") && (!(data && typeof data == "object" && !Array.isArray(data)))){
const err0 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: schema17.type}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!((key0 === "inputs") || (key0 === "ttl"))){
const err1 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(data.inputs !== undefined){
let data0 = data.inputs;
if(Array.isArray(data0)){
const len0 = data0.length;
for(let i0=0; i0<len0; i0++){
if(typeof data0[i0] !== "string"){
const err2 = {instancePath:instancePath+"/inputs/" + i0,schemaPath:"#/properties/inputs/items/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
}
else {
const err3 = {instancePath:instancePath+"/inputs",schemaPath:"#/properties/inputs/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(data.ttl !== undefined){
let data2 = data.ttl;
if((typeof data2 !== "string") && (!(typeof data2 == "number"))){
const err4 = {instancePath:instancePath+"/ttl",schemaPath:"#/properties/ttl/type",keyword:"type",params:{type: schema17.properties.ttl.type}};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
if(typeof data2 == "number"){
if(data2 < 0 || isNaN(data2)){
const err5 = {instancePath:instancePath+"/ttl",schemaPath:"#/properties/ttl/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(typeof data2 === "string"){
if(!pattern3.test(data2)){
const err6 = {instancePath:instancePath+"/ttl",schemaPath:"#/properties/ttl/pattern",keyword:"pattern",params:{pattern: "^\\s*(?:\\d+(?:\\.\\d+)?|(?:\\d+(?:\\.\\d+)?(?:ms|[smhdw]))+)\\s*$"}};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
}
}
validate40.errors = vErrors;
return errors === 0;
}

const schema18 = {"type":"object","properties":{"timeout":{"type":["string","number"],"pattern":"^\\s*(?:\\d+(?:\\.\\d+)?|(?:\\d+(?:\\.\\d+)?(?:ms|[smhdw]))+)\\s*$","minimum":0},"pending_timeout":{"type":["string","number"],"pattern":"^\\s*(?:\\d+(?:\\.\\d+)?|(?:\\d+(?:\\.\\d+)?(?:ms|[smhdw]))+)\\s*$","minimum":0},"retries":{"type":"integer","minimum":0},"backoff":{"type":["string","number"],"pattern":"^\\s*(?:\\d+(?:\\.\\d+)?|(?:\\d+(?:\\.\\d+)?(?:ms|[smhdw]))+)\\s*$","minimum":0},"retry_on":{"type":"array","items":{"type":"string","enum":["failure","oom","timeout","infrastructure"]}},"max_completion_time_seconds":{"type":"integer","minimum":0}},"additionalProperties":false,"patternProperties":{"^x-":{}}};

function validate42(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!(((((((key0 === "timeout") || (key0 === "pending_timeout")) || (key0 === "retries")) || (key0 === "backoff")) || (key0 === "retry_on")) || (key0 === "max_completion_time_seconds")) || (pattern0.test(key0)))){
const err0 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
if(data.timeout !== undefined){
let data0 = data.timeout;
if((typeof data0 !== "string") && (!(typeof data0 == "number"))){
const err1 = {instancePath:instancePath+"/timeout",schemaPath:"#/properties/timeout/type",keyword:"type",params:{type: schema18.properties.timeout.type}};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if(typeof data0 == "number"){
if(data0 < 0 || isNaN(data0)){
const err2 = {instancePath:instancePath+"/timeout",schemaPath:"#/properties/timeout/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
if(typeof data0 === "string"){
if(!pattern3.test(data0)){
const err3 = {instancePath:instancePath+"/timeout",schemaPath:"#/properties/timeout/pattern",keyword:"pattern",params:{pattern: "^\\s*(?:\\d+(?:\\.\\d+)?|(?:\\d+(?:\\.\\d+)?(?:ms|[smhdw]))+)\\s*$"}};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
}
if(data.pending_timeout !== undefined){
let data1 = data.pending_timeout;
if((typeof data1 !== "string") && (!(typeof data1 == "number"))){
const err4 = {instancePath:instancePath+"/pending_timeout",schemaPath:"#/properties/pending_timeout/type",keyword:"type",params:{type: schema18.properties.pending_timeout.type}};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
if(typeof data1 == "number"){
if(data1 < 0 || isNaN(data1)){
const err5 = {instancePath:instancePath+"/pending_timeout",schemaPath:"#/properties/pending_timeout/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(typeof data1 === "string"){
if(!pattern3.test(data1)){
const err6 = {instancePath:instancePath+"/pending_timeout",schemaPath:"#/properties/pending_timeout/pattern",keyword:"pattern",params:{pattern: "^\\s*(?:\\d+(?:\\.\\d+)?|(?:\\d+(?:\\.\\d+)?(?:ms|[smhdw]))+)\\s*$"}};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
}
if(data.retries !== undefined){
let data2 = data.retries;
if(!((typeof data2 == "number") && (!(data2 % 1) && !isNaN(data2)))){
const err7 = {instancePath:instancePath+"/retries",schemaPath:"#/properties/retries/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
if(typeof data2 == "number"){
if(data2 < 0 || isNaN(data2)){
const err8 = {instancePath:instancePath+"/retries",schemaPath:"#/properties/retries/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
}
if(data.backoff !== undefined){
let data3 = data.backoff;
if((typeof data3 !== "string") && (!(typeof data3 == "number"))){
const err9 = {instancePath:instancePath+"/backoff",schemaPath:"#/properties/backoff/type",keyword:"type",params:{type: schema18.properties.backoff.type}};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
if(typeof data3 == "number"){
if(data3 < 0 || isNaN(data3)){
const err10 = {instancePath:instancePath+"/backoff",schemaPath:"#/properties/backoff/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
if(typeof data3 === "string"){
if(!pattern3.test(data3)){
const err11 = {instancePath:instancePath+"/backoff",schemaPath:"#/properties/backoff/pattern",keyword:"pattern",params:{pattern: "^\\s*(?:\\d+(?:\\.\\d+)?|(?:\\d+(?:\\.\\d+)?(?:ms|[smhdw]))+)\\s*$"}};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
}
if(data.retry_on !== undefined){
let data4 = data.retry_on;
if(Array.isArray(data4)){
const len0 = data4.length;
for(let i0=0; i0<len0; i0++){
let data5 = data4[i0];
if(typeof data5 !== "string"){
const err12 = {instancePath:instancePath+"/retry_on/" + i0,schemaPath:"#/properties/retry_on/items/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
if(!((((data5 === "failure") || (data5 === "oom")) || (data5 === "timeout")) || (data5 === "infrastructure"))){
const err13 = {instancePath:instancePath+"/retry_on/" + i0,schemaPath:"#/properties/retry_on/items/enum",keyword:"enum",params:{allowedValues: schema18.properties.retry_on.items.enum}};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
}
else {
const err14 = {instancePath:instancePath+"/retry_on",schemaPath:"#/properties/retry_on/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
if(data.max_completion_time_seconds !== undefined){
let data6 = data.max_completion_time_seconds;
if(!((typeof data6 == "number") && (!(data6 % 1) && !isNaN(data6)))){
const err15 = {instancePath:instancePath+"/max_completion_time_seconds",schemaPath:"#/properties/max_completion_time_seconds/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
if(typeof data6 == "number"){
if(data6 < 0 || isNaN(data6)){
const err16 = {instancePath:instancePath+"/max_completion_time_seconds",schemaPath:"#/properties/max_completion_time_seconds/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
}
}
else {
const err17 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
validate42.errors = vErrors;
return errors === 0;
}

const schema19 = {"type":"object","properties":{"port":{"type":"integer","minimum":0},"ports":{"type":"object","additionalProperties":{"type":"integer","minimum":0}},"replicas":{"type":"integer","minimum":0},"startup_timeout":{"type":["string","number"],"pattern":"^\\s*(?:\\d+(?:\\.\\d+)?|(?:\\d+(?:\\.\\d+)?(?:ms|[smhdw]))+)\\s*$","minimum":0},"health":{"type":"object","properties":{"path":{"type":"string","pattern":"^/"},"tcp":{"type":"boolean"},"command":{"type":"array","items":{"type":"string"}},"grpc":{"type":["boolean","string"]},"port":{"type":"integer","minimum":0},"readiness":{"type":"object","properties":{"path":{"type":"string","pattern":"^/"},"tcp":{"type":"boolean"},"command":{"type":"array","items":{"type":"string"}},"grpc":{"type":["boolean","string"]},"port":{"type":"integer","minimum":0}},"additionalProperties":false,"patternProperties":{"^x-":{}}},"liveness":{"type":["boolean","object"],"properties":{"path":{"type":"string","pattern":"^/"},"tcp":{"type":"boolean"},"command":{"type":"array","items":{"type":"string"}},"grpc":{"type":["boolean","string"]},"port":{"type":"integer","minimum":0}},"additionalProperties":false,"patternProperties":{"^x-":{}}},"startup":{"type":"object","properties":{"path":{"type":"string","pattern":"^/"},"tcp":{"type":"boolean"},"command":{"type":"array","items":{"type":"string"}},"grpc":{"type":["boolean","string"]},"port":{"type":"integer","minimum":0}},"additionalProperties":false,"patternProperties":{"^x-":{}}}},"additionalProperties":false},"ingress":{"type":["boolean","object"],"properties":{"host":{"type":"string"},"path":{"type":"string","pattern":"^/"},"class":{"type":"string"},"tls":{"type":"string"},"annotations":{"type":"object","additionalProperties":{"type":"string"}},"via":{"type":"string","enum":["ingress","gateway"]},"gateway":{"type":"object","properties":{"name":{"type":"string"},"namespace":{"type":"string"}},"required":["name"],"additionalProperties":false}},"additionalProperties":false},"autoscale":{"type":"object","properties":{"min":{"type":"integer","minimum":1},"max":{"type":"integer","minimum":1},"cpu":{"type":"integer","minimum":1},"memory":{"type":"integer","minimum":1},"metric":{"type":"object"}},"additionalProperties":false,"patternProperties":{"^x-":{}},"required":["max"]},"restart":{"type":"boolean"},"headless":{"type":"boolean"},"drain":{"type":["string","number"],"pattern":"^\\s*(?:\\d+(?:\\.\\d+)?|(?:\\d+(?:\\.\\d+)?(?:ms|[smhdw]))+)\\s*$","minimum":0},"max_startup_time_seconds":{"type":"integer","minimum":0}},"additionalProperties":false,"patternProperties":{"^x-":{}}};

function validate44(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!((func2.call(schema19.properties, key0)) || (pattern0.test(key0)))){
const err0 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
if(data.port !== undefined){
let data0 = data.port;
if(!((typeof data0 == "number") && (!(data0 % 1) && !isNaN(data0)))){
const err1 = {instancePath:instancePath+"/port",schemaPath:"#/properties/port/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if(typeof data0 == "number"){
if(data0 < 0 || isNaN(data0)){
const err2 = {instancePath:instancePath+"/port",schemaPath:"#/properties/port/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
}
if(data.ports !== undefined){
let data1 = data.ports;
if(data1 && typeof data1 == "object" && !Array.isArray(data1)){
for(const key1 in data1){
let data2 = data1[key1];
if(!((typeof data2 == "number") && (!(data2 % 1) && !isNaN(data2)))){
const err3 = {instancePath:instancePath+"/ports/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/ports/additionalProperties/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
if(typeof data2 == "number"){
if(data2 < 0 || isNaN(data2)){
const err4 = {instancePath:instancePath+"/ports/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/ports/additionalProperties/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
}
}
else {
const err5 = {instancePath:instancePath+"/ports",schemaPath:"#/properties/ports/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data.replicas !== undefined){
let data3 = data.replicas;
if(!((typeof data3 == "number") && (!(data3 % 1) && !isNaN(data3)))){
const err6 = {instancePath:instancePath+"/replicas",schemaPath:"#/properties/replicas/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
if(typeof data3 == "number"){
if(data3 < 0 || isNaN(data3)){
const err7 = {instancePath:instancePath+"/replicas",schemaPath:"#/properties/replicas/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
}
if(data.startup_timeout !== undefined){
let data4 = data.startup_timeout;
if((typeof data4 !== "string") && (!(typeof data4 == "number"))){
const err8 = {instancePath:instancePath+"/startup_timeout",schemaPath:"#/properties/startup_timeout/type",keyword:"type",params:{type: schema19.properties.startup_timeout.type}};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
if(typeof data4 == "number"){
if(data4 < 0 || isNaN(data4)){
const err9 = {instancePath:instancePath+"/startup_timeout",schemaPath:"#/properties/startup_timeout/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
if(typeof data4 === "string"){
if(!pattern3.test(data4)){
const err10 = {instancePath:instancePath+"/startup_timeout",schemaPath:"#/properties/startup_timeout/pattern",keyword:"pattern",params:{pattern: "^\\s*(?:\\d+(?:\\.\\d+)?|(?:\\d+(?:\\.\\d+)?(?:ms|[smhdw]))+)\\s*$"}};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
}
if(data.health !== undefined){
let data5 = data.health;
if(data5 && typeof data5 == "object" && !Array.isArray(data5)){
for(const key2 in data5){
if(!((((((((key2 === "path") || (key2 === "tcp")) || (key2 === "command")) || (key2 === "grpc")) || (key2 === "port")) || (key2 === "readiness")) || (key2 === "liveness")) || (key2 === "startup"))){
const err11 = {instancePath:instancePath+"/health",schemaPath:"#/properties/health/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key2}};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
if(data5.path !== undefined){
let data6 = data5.path;
if(typeof data6 === "string"){
if(!pattern15.test(data6)){
const err12 = {instancePath:instancePath+"/health/path",schemaPath:"#/properties/health/properties/path/pattern",keyword:"pattern",params:{pattern: "^/"}};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
else {
const err13 = {instancePath:instancePath+"/health/path",schemaPath:"#/properties/health/properties/path/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
if(data5.tcp !== undefined){
if(typeof data5.tcp !== "boolean"){
const err14 = {instancePath:instancePath+"/health/tcp",schemaPath:"#/properties/health/properties/tcp/type",keyword:"type",params:{type: "boolean"}};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
if(data5.command !== undefined){
let data8 = data5.command;
if(Array.isArray(data8)){
const len0 = data8.length;
for(let i0=0; i0<len0; i0++){
if(typeof data8[i0] !== "string"){
const err15 = {instancePath:instancePath+"/health/command/" + i0,schemaPath:"#/properties/health/properties/command/items/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
}
else {
const err16 = {instancePath:instancePath+"/health/command",schemaPath:"#/properties/health/properties/command/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
if(data5.grpc !== undefined){
let data10 = data5.grpc;
if((typeof data10 !== "boolean") && (typeof data10 !== "string")){
const err17 = {instancePath:instancePath+"/health/grpc",schemaPath:"#/properties/health/properties/grpc/type",keyword:"type",params:{type: schema19.properties.health.properties.grpc.type}};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
if(data5.port !== undefined){
let data11 = data5.port;
if(!((typeof data11 == "number") && (!(data11 % 1) && !isNaN(data11)))){
const err18 = {instancePath:instancePath+"/health/port",schemaPath:"#/properties/health/properties/port/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
if(typeof data11 == "number"){
if(data11 < 0 || isNaN(data11)){
const err19 = {instancePath:instancePath+"/health/port",schemaPath:"#/properties/health/properties/port/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
}
if(data5.readiness !== undefined){
let data12 = data5.readiness;
if(data12 && typeof data12 == "object" && !Array.isArray(data12)){
for(const key3 in data12){
if(!((((((key3 === "path") || (key3 === "tcp")) || (key3 === "command")) || (key3 === "grpc")) || (key3 === "port")) || (pattern0.test(key3)))){
const err20 = {instancePath:instancePath+"/health/readiness",schemaPath:"#/properties/health/properties/readiness/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key3}};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
}
if(data12.path !== undefined){
let data13 = data12.path;
if(typeof data13 === "string"){
if(!pattern15.test(data13)){
const err21 = {instancePath:instancePath+"/health/readiness/path",schemaPath:"#/properties/health/properties/readiness/properties/path/pattern",keyword:"pattern",params:{pattern: "^/"}};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
}
else {
const err22 = {instancePath:instancePath+"/health/readiness/path",schemaPath:"#/properties/health/properties/readiness/properties/path/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
}
if(data12.tcp !== undefined){
if(typeof data12.tcp !== "boolean"){
const err23 = {instancePath:instancePath+"/health/readiness/tcp",schemaPath:"#/properties/health/properties/readiness/properties/tcp/type",keyword:"type",params:{type: "boolean"}};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
}
if(data12.command !== undefined){
let data15 = data12.command;
if(Array.isArray(data15)){
const len1 = data15.length;
for(let i1=0; i1<len1; i1++){
if(typeof data15[i1] !== "string"){
const err24 = {instancePath:instancePath+"/health/readiness/command/" + i1,schemaPath:"#/properties/health/properties/readiness/properties/command/items/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
}
}
else {
const err25 = {instancePath:instancePath+"/health/readiness/command",schemaPath:"#/properties/health/properties/readiness/properties/command/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
}
if(data12.grpc !== undefined){
let data17 = data12.grpc;
if((typeof data17 !== "boolean") && (typeof data17 !== "string")){
const err26 = {instancePath:instancePath+"/health/readiness/grpc",schemaPath:"#/properties/health/properties/readiness/properties/grpc/type",keyword:"type",params:{type: schema19.properties.health.properties.readiness.properties.grpc.type}};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
}
if(data12.port !== undefined){
let data18 = data12.port;
if(!((typeof data18 == "number") && (!(data18 % 1) && !isNaN(data18)))){
const err27 = {instancePath:instancePath+"/health/readiness/port",schemaPath:"#/properties/health/properties/readiness/properties/port/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
if(typeof data18 == "number"){
if(data18 < 0 || isNaN(data18)){
const err28 = {instancePath:instancePath+"/health/readiness/port",schemaPath:"#/properties/health/properties/readiness/properties/port/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
}
}
}
else {
const err29 = {instancePath:instancePath+"/health/readiness",schemaPath:"#/properties/health/properties/readiness/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
}
if(data5.liveness !== undefined){
let data19 = data5.liveness;
if((typeof data19 !== "boolean") && (!(data19 && typeof data19 == "object" && !Array.isArray(data19)))){
const err30 = {instancePath:instancePath+"/health/liveness",schemaPath:"#/properties/health/properties/liveness/type",keyword:"type",params:{type: schema19.properties.health.properties.liveness.type}};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
if(data19 && typeof data19 == "object" && !Array.isArray(data19)){
for(const key4 in data19){
if(!((((((key4 === "path") || (key4 === "tcp")) || (key4 === "command")) || (key4 === "grpc")) || (key4 === "port")) || (pattern0.test(key4)))){
const err31 = {instancePath:instancePath+"/health/liveness",schemaPath:"#/properties/health/properties/liveness/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key4}};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
}
if(data19.path !== undefined){
let data20 = data19.path;
if(typeof data20 === "string"){
if(!pattern15.test(data20)){
const err32 = {instancePath:instancePath+"/health/liveness/path",schemaPath:"#/properties/health/properties/liveness/properties/path/pattern",keyword:"pattern",params:{pattern: "^/"}};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
}
else {
const err33 = {instancePath:instancePath+"/health/liveness/path",schemaPath:"#/properties/health/properties/liveness/properties/path/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err33];
}
else {
vErrors.push(err33);
}
errors++;
}
}
if(data19.tcp !== undefined){
if(typeof data19.tcp !== "boolean"){
const err34 = {instancePath:instancePath+"/health/liveness/tcp",schemaPath:"#/properties/health/properties/liveness/properties/tcp/type",keyword:"type",params:{type: "boolean"}};
if(vErrors === null){
vErrors = [err34];
}
else {
vErrors.push(err34);
}
errors++;
}
}
if(data19.command !== undefined){
let data22 = data19.command;
if(Array.isArray(data22)){
const len2 = data22.length;
for(let i2=0; i2<len2; i2++){
if(typeof data22[i2] !== "string"){
const err35 = {instancePath:instancePath+"/health/liveness/command/" + i2,schemaPath:"#/properties/health/properties/liveness/properties/command/items/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err35];
}
else {
vErrors.push(err35);
}
errors++;
}
}
}
else {
const err36 = {instancePath:instancePath+"/health/liveness/command",schemaPath:"#/properties/health/properties/liveness/properties/command/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err36];
}
else {
vErrors.push(err36);
}
errors++;
}
}
if(data19.grpc !== undefined){
let data24 = data19.grpc;
if((typeof data24 !== "boolean") && (typeof data24 !== "string")){
const err37 = {instancePath:instancePath+"/health/liveness/grpc",schemaPath:"#/properties/health/properties/liveness/properties/grpc/type",keyword:"type",params:{type: schema19.properties.health.properties.liveness.properties.grpc.type}};
if(vErrors === null){
vErrors = [err37];
}
else {
vErrors.push(err37);
}
errors++;
}
}
if(data19.port !== undefined){
let data25 = data19.port;
if(!((typeof data25 == "number") && (!(data25 % 1) && !isNaN(data25)))){
const err38 = {instancePath:instancePath+"/health/liveness/port",schemaPath:"#/properties/health/properties/liveness/properties/port/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err38];
}
else {
vErrors.push(err38);
}
errors++;
}
if(typeof data25 == "number"){
if(data25 < 0 || isNaN(data25)){
const err39 = {instancePath:instancePath+"/health/liveness/port",schemaPath:"#/properties/health/properties/liveness/properties/port/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}};
if(vErrors === null){
vErrors = [err39];
}
else {
vErrors.push(err39);
}
errors++;
}
}
}
}
}
if(data5.startup !== undefined){
let data26 = data5.startup;
if(data26 && typeof data26 == "object" && !Array.isArray(data26)){
for(const key5 in data26){
if(!((((((key5 === "path") || (key5 === "tcp")) || (key5 === "command")) || (key5 === "grpc")) || (key5 === "port")) || (pattern0.test(key5)))){
const err40 = {instancePath:instancePath+"/health/startup",schemaPath:"#/properties/health/properties/startup/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key5}};
if(vErrors === null){
vErrors = [err40];
}
else {
vErrors.push(err40);
}
errors++;
}
}
if(data26.path !== undefined){
let data27 = data26.path;
if(typeof data27 === "string"){
if(!pattern15.test(data27)){
const err41 = {instancePath:instancePath+"/health/startup/path",schemaPath:"#/properties/health/properties/startup/properties/path/pattern",keyword:"pattern",params:{pattern: "^/"}};
if(vErrors === null){
vErrors = [err41];
}
else {
vErrors.push(err41);
}
errors++;
}
}
else {
const err42 = {instancePath:instancePath+"/health/startup/path",schemaPath:"#/properties/health/properties/startup/properties/path/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err42];
}
else {
vErrors.push(err42);
}
errors++;
}
}
if(data26.tcp !== undefined){
if(typeof data26.tcp !== "boolean"){
const err43 = {instancePath:instancePath+"/health/startup/tcp",schemaPath:"#/properties/health/properties/startup/properties/tcp/type",keyword:"type",params:{type: "boolean"}};
if(vErrors === null){
vErrors = [err43];
}
else {
vErrors.push(err43);
}
errors++;
}
}
if(data26.command !== undefined){
let data29 = data26.command;
if(Array.isArray(data29)){
const len3 = data29.length;
for(let i3=0; i3<len3; i3++){
if(typeof data29[i3] !== "string"){
const err44 = {instancePath:instancePath+"/health/startup/command/" + i3,schemaPath:"#/properties/health/properties/startup/properties/command/items/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err44];
}
else {
vErrors.push(err44);
}
errors++;
}
}
}
else {
const err45 = {instancePath:instancePath+"/health/startup/command",schemaPath:"#/properties/health/properties/startup/properties/command/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err45];
}
else {
vErrors.push(err45);
}
errors++;
}
}
if(data26.grpc !== undefined){
let data31 = data26.grpc;
if((typeof data31 !== "boolean") && (typeof data31 !== "string")){
const err46 = {instancePath:instancePath+"/health/startup/grpc",schemaPath:"#/properties/health/properties/startup/properties/grpc/type",keyword:"type",params:{type: schema19.properties.health.properties.startup.properties.grpc.type}};
if(vErrors === null){
vErrors = [err46];
}
else {
vErrors.push(err46);
}
errors++;
}
}
if(data26.port !== undefined){
let data32 = data26.port;
if(!((typeof data32 == "number") && (!(data32 % 1) && !isNaN(data32)))){
const err47 = {instancePath:instancePath+"/health/startup/port",schemaPath:"#/properties/health/properties/startup/properties/port/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err47];
}
else {
vErrors.push(err47);
}
errors++;
}
if(typeof data32 == "number"){
if(data32 < 0 || isNaN(data32)){
const err48 = {instancePath:instancePath+"/health/startup/port",schemaPath:"#/properties/health/properties/startup/properties/port/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}};
if(vErrors === null){
vErrors = [err48];
}
else {
vErrors.push(err48);
}
errors++;
}
}
}
}
else {
const err49 = {instancePath:instancePath+"/health/startup",schemaPath:"#/properties/health/properties/startup/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err49];
}
else {
vErrors.push(err49);
}
errors++;
}
}
}
else {
const err50 = {instancePath:instancePath+"/health",schemaPath:"#/properties/health/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err50];
}
else {
vErrors.push(err50);
}
errors++;
}
}
if(data.ingress !== undefined){
let data33 = data.ingress;
if((typeof data33 !== "boolean") && (!(data33 && typeof data33 == "object" && !Array.isArray(data33)))){
const err51 = {instancePath:instancePath+"/ingress",schemaPath:"#/properties/ingress/type",keyword:"type",params:{type: schema19.properties.ingress.type}};
if(vErrors === null){
vErrors = [err51];
}
else {
vErrors.push(err51);
}
errors++;
}
if(data33 && typeof data33 == "object" && !Array.isArray(data33)){
for(const key6 in data33){
if(!(((((((key6 === "host") || (key6 === "path")) || (key6 === "class")) || (key6 === "tls")) || (key6 === "annotations")) || (key6 === "via")) || (key6 === "gateway"))){
const err52 = {instancePath:instancePath+"/ingress",schemaPath:"#/properties/ingress/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key6}};
if(vErrors === null){
vErrors = [err52];
}
else {
vErrors.push(err52);
}
errors++;
}
}
if(data33.host !== undefined){
if(typeof data33.host !== "string"){
const err53 = {instancePath:instancePath+"/ingress/host",schemaPath:"#/properties/ingress/properties/host/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err53];
}
else {
vErrors.push(err53);
}
errors++;
}
}
if(data33.path !== undefined){
let data35 = data33.path;
if(typeof data35 === "string"){
if(!pattern15.test(data35)){
const err54 = {instancePath:instancePath+"/ingress/path",schemaPath:"#/properties/ingress/properties/path/pattern",keyword:"pattern",params:{pattern: "^/"}};
if(vErrors === null){
vErrors = [err54];
}
else {
vErrors.push(err54);
}
errors++;
}
}
else {
const err55 = {instancePath:instancePath+"/ingress/path",schemaPath:"#/properties/ingress/properties/path/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err55];
}
else {
vErrors.push(err55);
}
errors++;
}
}
if(data33.class !== undefined){
if(typeof data33.class !== "string"){
const err56 = {instancePath:instancePath+"/ingress/class",schemaPath:"#/properties/ingress/properties/class/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err56];
}
else {
vErrors.push(err56);
}
errors++;
}
}
if(data33.tls !== undefined){
if(typeof data33.tls !== "string"){
const err57 = {instancePath:instancePath+"/ingress/tls",schemaPath:"#/properties/ingress/properties/tls/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err57];
}
else {
vErrors.push(err57);
}
errors++;
}
}
if(data33.annotations !== undefined){
let data38 = data33.annotations;
if(data38 && typeof data38 == "object" && !Array.isArray(data38)){
for(const key7 in data38){
if(typeof data38[key7] !== "string"){
const err58 = {instancePath:instancePath+"/ingress/annotations/" + key7.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/ingress/properties/annotations/additionalProperties/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err58];
}
else {
vErrors.push(err58);
}
errors++;
}
}
}
else {
const err59 = {instancePath:instancePath+"/ingress/annotations",schemaPath:"#/properties/ingress/properties/annotations/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err59];
}
else {
vErrors.push(err59);
}
errors++;
}
}
if(data33.via !== undefined){
let data40 = data33.via;
if(typeof data40 !== "string"){
const err60 = {instancePath:instancePath+"/ingress/via",schemaPath:"#/properties/ingress/properties/via/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err60];
}
else {
vErrors.push(err60);
}
errors++;
}
if(!((data40 === "ingress") || (data40 === "gateway"))){
const err61 = {instancePath:instancePath+"/ingress/via",schemaPath:"#/properties/ingress/properties/via/enum",keyword:"enum",params:{allowedValues: schema19.properties.ingress.properties.via.enum}};
if(vErrors === null){
vErrors = [err61];
}
else {
vErrors.push(err61);
}
errors++;
}
}
if(data33.gateway !== undefined){
let data41 = data33.gateway;
if(data41 && typeof data41 == "object" && !Array.isArray(data41)){
if(data41.name === undefined){
const err62 = {instancePath:instancePath+"/ingress/gateway",schemaPath:"#/properties/ingress/properties/gateway/required",keyword:"required",params:{missingProperty: "name"}};
if(vErrors === null){
vErrors = [err62];
}
else {
vErrors.push(err62);
}
errors++;
}
for(const key8 in data41){
if(!((key8 === "name") || (key8 === "namespace"))){
const err63 = {instancePath:instancePath+"/ingress/gateway",schemaPath:"#/properties/ingress/properties/gateway/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key8}};
if(vErrors === null){
vErrors = [err63];
}
else {
vErrors.push(err63);
}
errors++;
}
}
if(data41.name !== undefined){
if(typeof data41.name !== "string"){
const err64 = {instancePath:instancePath+"/ingress/gateway/name",schemaPath:"#/properties/ingress/properties/gateway/properties/name/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err64];
}
else {
vErrors.push(err64);
}
errors++;
}
}
if(data41.namespace !== undefined){
if(typeof data41.namespace !== "string"){
const err65 = {instancePath:instancePath+"/ingress/gateway/namespace",schemaPath:"#/properties/ingress/properties/gateway/properties/namespace/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err65];
}
else {
vErrors.push(err65);
}
errors++;
}
}
}
else {
const err66 = {instancePath:instancePath+"/ingress/gateway",schemaPath:"#/properties/ingress/properties/gateway/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err66];
}
else {
vErrors.push(err66);
}
errors++;
}
}
}
}
if(data.autoscale !== undefined){
let data44 = data.autoscale;
if(data44 && typeof data44 == "object" && !Array.isArray(data44)){
if(data44.max === undefined){
const err67 = {instancePath:instancePath+"/autoscale",schemaPath:"#/properties/autoscale/required",keyword:"required",params:{missingProperty: "max"}};
if(vErrors === null){
vErrors = [err67];
}
else {
vErrors.push(err67);
}
errors++;
}
for(const key9 in data44){
if(!((((((key9 === "min") || (key9 === "max")) || (key9 === "cpu")) || (key9 === "memory")) || (key9 === "metric")) || (pattern0.test(key9)))){
const err68 = {instancePath:instancePath+"/autoscale",schemaPath:"#/properties/autoscale/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key9}};
if(vErrors === null){
vErrors = [err68];
}
else {
vErrors.push(err68);
}
errors++;
}
}
if(data44.min !== undefined){
let data45 = data44.min;
if(!((typeof data45 == "number") && (!(data45 % 1) && !isNaN(data45)))){
const err69 = {instancePath:instancePath+"/autoscale/min",schemaPath:"#/properties/autoscale/properties/min/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err69];
}
else {
vErrors.push(err69);
}
errors++;
}
if(typeof data45 == "number"){
if(data45 < 1 || isNaN(data45)){
const err70 = {instancePath:instancePath+"/autoscale/min",schemaPath:"#/properties/autoscale/properties/min/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1}};
if(vErrors === null){
vErrors = [err70];
}
else {
vErrors.push(err70);
}
errors++;
}
}
}
if(data44.max !== undefined){
let data46 = data44.max;
if(!((typeof data46 == "number") && (!(data46 % 1) && !isNaN(data46)))){
const err71 = {instancePath:instancePath+"/autoscale/max",schemaPath:"#/properties/autoscale/properties/max/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err71];
}
else {
vErrors.push(err71);
}
errors++;
}
if(typeof data46 == "number"){
if(data46 < 1 || isNaN(data46)){
const err72 = {instancePath:instancePath+"/autoscale/max",schemaPath:"#/properties/autoscale/properties/max/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1}};
if(vErrors === null){
vErrors = [err72];
}
else {
vErrors.push(err72);
}
errors++;
}
}
}
if(data44.cpu !== undefined){
let data47 = data44.cpu;
if(!((typeof data47 == "number") && (!(data47 % 1) && !isNaN(data47)))){
const err73 = {instancePath:instancePath+"/autoscale/cpu",schemaPath:"#/properties/autoscale/properties/cpu/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err73];
}
else {
vErrors.push(err73);
}
errors++;
}
if(typeof data47 == "number"){
if(data47 < 1 || isNaN(data47)){
const err74 = {instancePath:instancePath+"/autoscale/cpu",schemaPath:"#/properties/autoscale/properties/cpu/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1}};
if(vErrors === null){
vErrors = [err74];
}
else {
vErrors.push(err74);
}
errors++;
}
}
}
if(data44.memory !== undefined){
let data48 = data44.memory;
if(!((typeof data48 == "number") && (!(data48 % 1) && !isNaN(data48)))){
const err75 = {instancePath:instancePath+"/autoscale/memory",schemaPath:"#/properties/autoscale/properties/memory/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err75];
}
else {
vErrors.push(err75);
}
errors++;
}
if(typeof data48 == "number"){
if(data48 < 1 || isNaN(data48)){
const err76 = {instancePath:instancePath+"/autoscale/memory",schemaPath:"#/properties/autoscale/properties/memory/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1}};
if(vErrors === null){
vErrors = [err76];
}
else {
vErrors.push(err76);
}
errors++;
}
}
}
if(data44.metric !== undefined){
let data49 = data44.metric;
if(!(data49 && typeof data49 == "object" && !Array.isArray(data49))){
const err77 = {instancePath:instancePath+"/autoscale/metric",schemaPath:"#/properties/autoscale/properties/metric/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err77];
}
else {
vErrors.push(err77);
}
errors++;
}
}
}
else {
const err78 = {instancePath:instancePath+"/autoscale",schemaPath:"#/properties/autoscale/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err78];
}
else {
vErrors.push(err78);
}
errors++;
}
}
if(data.restart !== undefined){
if(typeof data.restart !== "boolean"){
const err79 = {instancePath:instancePath+"/restart",schemaPath:"#/properties/restart/type",keyword:"type",params:{type: "boolean"}};
if(vErrors === null){
vErrors = [err79];
}
else {
vErrors.push(err79);
}
errors++;
}
}
if(data.headless !== undefined){
if(typeof data.headless !== "boolean"){
const err80 = {instancePath:instancePath+"/headless",schemaPath:"#/properties/headless/type",keyword:"type",params:{type: "boolean"}};
if(vErrors === null){
vErrors = [err80];
}
else {
vErrors.push(err80);
}
errors++;
}
}
if(data.drain !== undefined){
let data52 = data.drain;
if((typeof data52 !== "string") && (!(typeof data52 == "number"))){
const err81 = {instancePath:instancePath+"/drain",schemaPath:"#/properties/drain/type",keyword:"type",params:{type: schema19.properties.drain.type}};
if(vErrors === null){
vErrors = [err81];
}
else {
vErrors.push(err81);
}
errors++;
}
if(typeof data52 == "number"){
if(data52 < 0 || isNaN(data52)){
const err82 = {instancePath:instancePath+"/drain",schemaPath:"#/properties/drain/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}};
if(vErrors === null){
vErrors = [err82];
}
else {
vErrors.push(err82);
}
errors++;
}
}
if(typeof data52 === "string"){
if(!pattern3.test(data52)){
const err83 = {instancePath:instancePath+"/drain",schemaPath:"#/properties/drain/pattern",keyword:"pattern",params:{pattern: "^\\s*(?:\\d+(?:\\.\\d+)?|(?:\\d+(?:\\.\\d+)?(?:ms|[smhdw]))+)\\s*$"}};
if(vErrors === null){
vErrors = [err83];
}
else {
vErrors.push(err83);
}
errors++;
}
}
}
if(data.max_startup_time_seconds !== undefined){
let data53 = data.max_startup_time_seconds;
if(!((typeof data53 == "number") && (!(data53 % 1) && !isNaN(data53)))){
const err84 = {instancePath:instancePath+"/max_startup_time_seconds",schemaPath:"#/properties/max_startup_time_seconds/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err84];
}
else {
vErrors.push(err84);
}
errors++;
}
if(typeof data53 == "number"){
if(data53 < 0 || isNaN(data53)){
const err85 = {instancePath:instancePath+"/max_startup_time_seconds",schemaPath:"#/properties/max_startup_time_seconds/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}};
if(vErrors === null){
vErrors = [err85];
}
else {
vErrors.push(err85);
}
errors++;
}
}
}
}
else {
const err86 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err86];
}
else {
vErrors.push(err86);
}
errors++;
}
validate44.errors = vErrors;
return errors === 0;
}


function validate26(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!((func2.call(schema10.properties, key0)) || (pattern0.test(key0)))){
const err0 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
if(data.run !== undefined){
let data0 = data.run;
if(typeof data0 === "string"){
if(!pattern6.test(data0)){
const err1 = {instancePath:instancePath+"/run",schemaPath:"#/properties/run/pattern",keyword:"pattern",params:{pattern: "^.+\\.(?:py|ipynb)$"}};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
else {
const err2 = {instancePath:instancePath+"/run",schemaPath:"#/properties/run/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
if(data.command !== undefined){
let data1 = data.command;
if((!(Array.isArray(data1))) && (typeof data1 !== "string")){
const err3 = {instancePath:instancePath+"/command",schemaPath:"#/properties/command/type",keyword:"type",params:{type: schema10.properties.command.type}};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
if(Array.isArray(data1)){
const len0 = data1.length;
for(let i0=0; i0<len0; i0++){
if(typeof data1[i0] !== "string"){
const err4 = {instancePath:instancePath+"/command/" + i0,schemaPath:"#/properties/command/items/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
}
}
if(data.args !== undefined){
let data3 = data.args;
if(Array.isArray(data3)){
const len1 = data3.length;
for(let i1=0; i1<len1; i1++){
let data4 = data3[i1];
if(((typeof data4 !== "string") && (!(typeof data4 == "number"))) && (typeof data4 !== "boolean")){
const err5 = {instancePath:instancePath+"/args/" + i1,schemaPath:"#/properties/args/items/type",keyword:"type",params:{type: schema10.properties.args.items.type}};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
}
else {
const err6 = {instancePath:instancePath+"/args",schemaPath:"#/properties/args/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
if(data.parameters !== undefined){
let data5 = data.parameters;
if(data5 && typeof data5 == "object" && !Array.isArray(data5)){
}
else {
const err7 = {instancePath:instancePath+"/parameters",schemaPath:"#/properties/parameters/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
if(data.image !== undefined){
let data6 = data.image;
if(typeof data6 === "string"){
if(func4(data6) < 1){
const err8 = {instancePath:instancePath+"/image",schemaPath:"#/properties/image/minLength",keyword:"minLength",params:{limit: 1}};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
else {
const err9 = {instancePath:instancePath+"/image",schemaPath:"#/properties/image/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
if(data.requirements !== undefined){
if(!(validate27(data.requirements, {instancePath:instancePath+"/requirements",parentData:data,parentDataProperty:"requirements",rootData}))){
vErrors = vErrors === null ? validate27.errors : vErrors.concat(validate27.errors);
errors = vErrors.length;
}
}
if(data.env !== undefined){
if(!(validate24(data.env, {instancePath:instancePath+"/env",parentData:data,parentDataProperty:"env",rootData}))){
vErrors = vErrors === null ? validate24.errors : vErrors.concat(validate24.errors);
errors = vErrors.length;
}
}
if(data.secrets !== undefined){
if(!(validate30(data.secrets, {instancePath:instancePath+"/secrets",parentData:data,parentDataProperty:"secrets",rootData}))){
vErrors = vErrors === null ? validate30.errors : vErrors.concat(validate30.errors);
errors = vErrors.length;
}
}
if(data.working_directory !== undefined){
if(typeof data.working_directory !== "string"){
const err10 = {instancePath:instancePath+"/working_directory",schemaPath:"#/properties/working_directory/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
if(data.resources !== undefined){
if(!(validate32(data.resources, {instancePath:instancePath+"/resources",parentData:data,parentDataProperty:"resources",rootData}))){
vErrors = vErrors === null ? validate32.errors : vErrors.concat(validate32.errors);
errors = vErrors.length;
}
}
if(data.node_selector !== undefined){
let data12 = data.node_selector;
if(data12 && typeof data12 == "object" && !Array.isArray(data12)){
for(const key1 in data12){
if(typeof data12[key1] !== "string"){
const err11 = {instancePath:instancePath+"/node_selector/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/node_selector/additionalProperties/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
}
else {
const err12 = {instancePath:instancePath+"/node_selector",schemaPath:"#/properties/node_selector/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
if(data.tolerations !== undefined){
let data14 = data.tolerations;
if(Array.isArray(data14)){
const len2 = data14.length;
for(let i2=0; i2<len2; i2++){
let data15 = data14[i2];
if(!(data15 && typeof data15 == "object" && !Array.isArray(data15))){
const err13 = {instancePath:instancePath+"/tolerations/" + i2,schemaPath:"#/properties/tolerations/items/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
}
else {
const err14 = {instancePath:instancePath+"/tolerations",schemaPath:"#/properties/tolerations/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
if(data.affinity !== undefined){
let data16 = data.affinity;
if(!(data16 && typeof data16 == "object" && !Array.isArray(data16))){
const err15 = {instancePath:instancePath+"/affinity",schemaPath:"#/properties/affinity/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
if(data.volumes !== undefined){
if(!(validate34(data.volumes, {instancePath:instancePath+"/volumes",parentData:data,parentDataProperty:"volumes",rootData}))){
vErrors = vErrors === null ? validate34.errors : vErrors.concat(validate34.errors);
errors = vErrors.length;
}
}
if(data.shm !== undefined){
let data18 = data.shm;
if((typeof data18 !== "string") && (!(typeof data18 == "number"))){
const err16 = {instancePath:instancePath+"/shm",schemaPath:"#/properties/shm/type",keyword:"type",params:{type: schema10.properties.shm.type}};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
if(typeof data18 == "number"){
if(data18 < 0 || isNaN(data18)){
const err17 = {instancePath:instancePath+"/shm",schemaPath:"#/properties/shm/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
if(typeof data18 === "string"){
if(!pattern10.test(data18)){
const err18 = {instancePath:instancePath+"/shm",schemaPath:"#/properties/shm/pattern",keyword:"pattern",params:{pattern: "^[+]?(?:\\d{1,30}(?:\\.\\d{0,30})?|\\.\\d{1,30})(?:[KMGTPE]i|[numkMGTPE]|[eE][+-]?\\d{1,3})?$"}};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
}
if(data.service_account !== undefined){
let data19 = data.service_account;
if((typeof data19 !== "string") && (!(data19 && typeof data19 == "object" && !Array.isArray(data19)))){
const err19 = {instancePath:instancePath+"/service_account",schemaPath:"#/properties/service_account/type",keyword:"type",params:{type: schema10.properties.service_account.type}};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
if(typeof data19 === "string"){
if(func4(data19) < 1){
const err20 = {instancePath:instancePath+"/service_account",schemaPath:"#/properties/service_account/minLength",keyword:"minLength",params:{limit: 1}};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
}
if(data19 && typeof data19 == "object" && !Array.isArray(data19)){
if(data19.name === undefined){
const err21 = {instancePath:instancePath+"/service_account",schemaPath:"#/properties/service_account/required",keyword:"required",params:{missingProperty: "name"}};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
if(data19.annotations === undefined){
const err22 = {instancePath:instancePath+"/service_account",schemaPath:"#/properties/service_account/required",keyword:"required",params:{missingProperty: "annotations"}};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
for(const key2 in data19){
if(!(((key2 === "name") || (key2 === "annotations")) || (pattern0.test(key2)))){
const err23 = {instancePath:instancePath+"/service_account",schemaPath:"#/properties/service_account/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key2}};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
}
if(data19.name !== undefined){
let data20 = data19.name;
if(typeof data20 === "string"){
if(func4(data20) < 1){
const err24 = {instancePath:instancePath+"/service_account/name",schemaPath:"#/properties/service_account/properties/name/minLength",keyword:"minLength",params:{limit: 1}};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
}
else {
const err25 = {instancePath:instancePath+"/service_account/name",schemaPath:"#/properties/service_account/properties/name/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
}
if(data19.annotations !== undefined){
let data21 = data19.annotations;
if(data21 && typeof data21 == "object" && !Array.isArray(data21)){
for(const key3 in data21){
if(typeof data21[key3] !== "string"){
const err26 = {instancePath:instancePath+"/service_account/annotations/" + key3.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/service_account/properties/annotations/additionalProperties/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
}
}
else {
const err27 = {instancePath:instancePath+"/service_account/annotations",schemaPath:"#/properties/service_account/properties/annotations/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
}
}
}
if(data.pull_secrets !== undefined){
let data23 = data.pull_secrets;
if(Array.isArray(data23)){
const len3 = data23.length;
for(let i3=0; i3<len3; i3++){
let data24 = data23[i3];
if((typeof data24 !== "string") && (!(data24 && typeof data24 == "object" && !Array.isArray(data24)))){
const err28 = {instancePath:instancePath+"/pull_secrets/" + i3,schemaPath:"#/properties/pull_secrets/items/type",keyword:"type",params:{type: schema10.properties.pull_secrets.items.type}};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
if(typeof data24 === "string"){
if(func4(data24) < 1){
const err29 = {instancePath:instancePath+"/pull_secrets/" + i3,schemaPath:"#/properties/pull_secrets/items/minLength",keyword:"minLength",params:{limit: 1}};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
}
if(data24 && typeof data24 == "object" && !Array.isArray(data24)){
if(data24.docker_config === undefined){
const err30 = {instancePath:instancePath+"/pull_secrets/" + i3,schemaPath:"#/properties/pull_secrets/items/required",keyword:"required",params:{missingProperty: "docker_config"}};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
for(const key4 in data24){
if(!((key4 === "docker_config") || (pattern0.test(key4)))){
const err31 = {instancePath:instancePath+"/pull_secrets/" + i3,schemaPath:"#/properties/pull_secrets/items/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key4}};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
}
if(data24.docker_config !== undefined){
let data25 = data24.docker_config;
if((typeof data25 !== "boolean") && (typeof data25 !== "string")){
const err32 = {instancePath:instancePath+"/pull_secrets/" + i3+"/docker_config",schemaPath:"#/properties/pull_secrets/items/properties/docker_config/type",keyword:"type",params:{type: schema10.properties.pull_secrets.items.properties.docker_config.type}};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
}
}
}
}
else {
const err33 = {instancePath:instancePath+"/pull_secrets",schemaPath:"#/properties/pull_secrets/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err33];
}
else {
vErrors.push(err33);
}
errors++;
}
}
if(data.pod_template !== undefined){
let data26 = data.pod_template;
if(data26 && typeof data26 == "object" && !Array.isArray(data26)){
for(const key5 in data26){
if(!((key5 === "metadata") || (key5 === "spec"))){
const err34 = {instancePath:instancePath+"/pod_template",schemaPath:"#/properties/pod_template/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key5}};
if(vErrors === null){
vErrors = [err34];
}
else {
vErrors.push(err34);
}
errors++;
}
}
if(data26.metadata !== undefined){
let data27 = data26.metadata;
if(!(data27 && typeof data27 == "object" && !Array.isArray(data27))){
const err35 = {instancePath:instancePath+"/pod_template/metadata",schemaPath:"#/properties/pod_template/properties/metadata/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err35];
}
else {
vErrors.push(err35);
}
errors++;
}
}
if(data26.spec !== undefined){
let data28 = data26.spec;
if(!(data28 && typeof data28 == "object" && !Array.isArray(data28))){
const err36 = {instancePath:instancePath+"/pod_template/spec",schemaPath:"#/properties/pod_template/properties/spec/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err36];
}
else {
vErrors.push(err36);
}
errors++;
}
}
}
else {
const err37 = {instancePath:instancePath+"/pod_template",schemaPath:"#/properties/pod_template/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err37];
}
else {
vErrors.push(err37);
}
errors++;
}
}
if(data.security !== undefined){
let data29 = data.security;
if(typeof data29 !== "string"){
const err38 = {instancePath:instancePath+"/security",schemaPath:"#/properties/security/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err38];
}
else {
vErrors.push(err38);
}
errors++;
}
if(!((data29 === "restricted") || (data29 === "image"))){
const err39 = {instancePath:instancePath+"/security",schemaPath:"#/properties/security/enum",keyword:"enum",params:{allowedValues: schema10.properties.security.enum}};
if(vErrors === null){
vErrors = [err39];
}
else {
vErrors.push(err39);
}
errors++;
}
}
if(data.source !== undefined){
let data30 = data.source;
if(typeof data30 !== "string"){
const err40 = {instancePath:instancePath+"/source",schemaPath:"#/properties/source/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err40];
}
else {
vErrors.push(err40);
}
errors++;
}
if(!(((data30 === "bundle") || (data30 === "git")) || (data30 === "image"))){
const err41 = {instancePath:instancePath+"/source",schemaPath:"#/properties/source/enum",keyword:"enum",params:{allowedValues: schema10.properties.source.enum}};
if(vErrors === null){
vErrors = [err41];
}
else {
vErrors.push(err41);
}
errors++;
}
}
if(data.cache_volume !== undefined){
if(typeof data.cache_volume !== "string"){
const err42 = {instancePath:instancePath+"/cache_volume",schemaPath:"#/properties/cache_volume/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err42];
}
else {
vErrors.push(err42);
}
errors++;
}
}
if(data.outputs !== undefined){
let data32 = data.outputs;
if(Array.isArray(data32)){
const len4 = data32.length;
for(let i4=0; i4<len4; i4++){
let data33 = data32[i4];
if(typeof data33 === "string"){
if(!pattern4.test(data33)){
const err43 = {instancePath:instancePath+"/outputs/" + i4,schemaPath:"#/properties/outputs/items/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z_][A-Za-z0-9_.-]*$"}};
if(vErrors === null){
vErrors = [err43];
}
else {
vErrors.push(err43);
}
errors++;
}
}
else {
const err44 = {instancePath:instancePath+"/outputs/" + i4,schemaPath:"#/properties/outputs/items/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err44];
}
else {
vErrors.push(err44);
}
errors++;
}
}
}
else {
const err45 = {instancePath:instancePath+"/outputs",schemaPath:"#/properties/outputs/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err45];
}
else {
vErrors.push(err45);
}
errors++;
}
}
if(data.gate !== undefined){
if(typeof data.gate !== "string"){
const err46 = {instancePath:instancePath+"/gate",schemaPath:"#/properties/gate/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err46];
}
else {
vErrors.push(err46);
}
errors++;
}
}
if(data.matrix !== undefined){
if(!(validate38(data.matrix, {instancePath:instancePath+"/matrix",parentData:data,parentDataProperty:"matrix",rootData}))){
vErrors = vErrors === null ? validate38.errors : vErrors.concat(validate38.errors);
errors = vErrors.length;
}
}
if(data.cache !== undefined){
if(!(validate40(data.cache, {instancePath:instancePath+"/cache",parentData:data,parentDataProperty:"cache",rootData}))){
vErrors = vErrors === null ? validate40.errors : vErrors.concat(validate40.errors);
errors = vErrors.length;
}
}
if(data.on_rollback !== undefined){
if(typeof data.on_rollback !== "string"){
const err47 = {instancePath:instancePath+"/on_rollback",schemaPath:"#/properties/on_rollback/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err47];
}
else {
vErrors.push(err47);
}
errors++;
}
}
if(data.batch !== undefined){
if(!(validate42(data.batch, {instancePath:instancePath+"/batch",parentData:data,parentDataProperty:"batch",rootData}))){
vErrors = vErrors === null ? validate42.errors : vErrors.concat(validate42.errors);
errors = vErrors.length;
}
}
if(data.service !== undefined){
if(!(validate44(data.service, {instancePath:instancePath+"/service",parentData:data,parentDataProperty:"service",rootData}))){
vErrors = vErrors === null ? validate44.errors : vErrors.concat(validate44.errors);
errors = vErrors.length;
}
}
if(data.executable_module_path !== undefined){
let data40 = data.executable_module_path;
if(typeof data40 === "string"){
if(!pattern6.test(data40)){
const err48 = {instancePath:instancePath+"/executable_module_path",schemaPath:"#/properties/executable_module_path/pattern",keyword:"pattern",params:{pattern: "^.+\\.(?:py|ipynb)$"}};
if(vErrors === null){
vErrors = [err48];
}
else {
vErrors.push(err48);
}
errors++;
}
}
else {
const err49 = {instancePath:instancePath+"/executable_module_path",schemaPath:"#/properties/executable_module_path/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err49];
}
else {
vErrors.push(err49);
}
errors++;
}
}
if(data.cpu_request !== undefined){
let data41 = data.cpu_request;
if(typeof data41 == "number"){
if(data41 < 0 || isNaN(data41)){
const err50 = {instancePath:instancePath+"/cpu_request",schemaPath:"#/properties/cpu_request/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}};
if(vErrors === null){
vErrors = [err50];
}
else {
vErrors.push(err50);
}
errors++;
}
}
else {
const err51 = {instancePath:instancePath+"/cpu_request",schemaPath:"#/properties/cpu_request/type",keyword:"type",params:{type: "number"}};
if(vErrors === null){
vErrors = [err51];
}
else {
vErrors.push(err51);
}
errors++;
}
}
if(data.memory_request_mb !== undefined){
let data42 = data.memory_request_mb;
if(!((typeof data42 == "number") && (!(data42 % 1) && !isNaN(data42)))){
const err52 = {instancePath:instancePath+"/memory_request_mb",schemaPath:"#/properties/memory_request_mb/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err52];
}
else {
vErrors.push(err52);
}
errors++;
}
if(typeof data42 == "number"){
if(data42 < 0 || isNaN(data42)){
const err53 = {instancePath:instancePath+"/memory_request_mb",schemaPath:"#/properties/memory_request_mb/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}};
if(vErrors === null){
vErrors = [err53];
}
else {
vErrors.push(err53);
}
errors++;
}
}
}
}
else {
const err54 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err54];
}
else {
vErrors.push(err54);
}
errors++;
}
validate26.errors = vErrors;
return errors === 0;
}


function validate23(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.name === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "name"}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
for(const key0 in data){
if(!((func2.call(schema8.properties, key0)) || (pattern0.test(key0)))){
const err1 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(data.name !== undefined){
let data0 = data.name;
if(typeof data0 === "string"){
if(!pattern2.test(data0)){
const err2 = {instancePath:instancePath+"/name",schemaPath:"#/properties/name/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z0-9.-]+\\n?$"}};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
else {
const err3 = {instancePath:instancePath+"/name",schemaPath:"#/properties/name/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(data.namespace !== undefined){
if(typeof data.namespace !== "string"){
const err4 = {instancePath:instancePath+"/namespace",schemaPath:"#/properties/namespace/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
if(data.image !== undefined){
if(typeof data.image !== "string"){
const err5 = {instancePath:instancePath+"/image",schemaPath:"#/properties/image/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data.secrets_group !== undefined){
if(typeof data.secrets_group !== "string"){
const err6 = {instancePath:instancePath+"/secrets_group",schemaPath:"#/properties/secrets_group/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
if(data.DAG !== undefined){
if(typeof data.DAG !== "string"){
const err7 = {instancePath:instancePath+"/DAG",schemaPath:"#/properties/DAG/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
if(data.timeout !== undefined){
let data5 = data.timeout;
if((typeof data5 !== "string") && (!(typeof data5 == "number"))){
const err8 = {instancePath:instancePath+"/timeout",schemaPath:"#/properties/timeout/type",keyword:"type",params:{type: schema8.properties.timeout.type}};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
if(typeof data5 == "number"){
if(data5 < 0 || isNaN(data5)){
const err9 = {instancePath:instancePath+"/timeout",schemaPath:"#/properties/timeout/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
if(typeof data5 === "string"){
if(!pattern3.test(data5)){
const err10 = {instancePath:instancePath+"/timeout",schemaPath:"#/properties/timeout/pattern",keyword:"pattern",params:{pattern: "^\\s*(?:\\d+(?:\\.\\d+)?|(?:\\d+(?:\\.\\d+)?(?:ms|[smhdw]))+)\\s*$"}};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
}
if(data.on_failure !== undefined){
if(typeof data.on_failure !== "string"){
const err11 = {instancePath:instancePath+"/on_failure",schemaPath:"#/properties/on_failure/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
if(data.on_success !== undefined){
if(typeof data.on_success !== "string"){
const err12 = {instancePath:instancePath+"/on_success",schemaPath:"#/properties/on_success/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
if(data.always !== undefined){
if(typeof data.always !== "string"){
const err13 = {instancePath:instancePath+"/always",schemaPath:"#/properties/always/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
if(data.env !== undefined){
if(!(validate24(data.env, {instancePath:instancePath+"/env",parentData:data,parentDataProperty:"env",rootData}))){
vErrors = vErrors === null ? validate24.errors : vErrors.concat(validate24.errors);
errors = vErrors.length;
}
}
if(data.defaults !== undefined){
if(!(validate26(data.defaults, {instancePath:instancePath+"/defaults",parentData:data,parentDataProperty:"defaults",rootData}))){
vErrors = vErrors === null ? validate26.errors : vErrors.concat(validate26.errors);
errors = vErrors.length;
}
}
if(data.source !== undefined){
let data11 = data.source;
if(typeof data11 !== "string"){
const err14 = {instancePath:instancePath+"/source",schemaPath:"#/properties/source/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
if(!(((data11 === "bundle") || (data11 === "git")) || (data11 === "image"))){
const err15 = {instancePath:instancePath+"/source",schemaPath:"#/properties/source/enum",keyword:"enum",params:{allowedValues: schema8.properties.source.enum}};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
if(data.atomic !== undefined){
if(typeof data.atomic !== "boolean"){
const err16 = {instancePath:instancePath+"/atomic",schemaPath:"#/properties/atomic/type",keyword:"type",params:{type: "boolean"}};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
if(data.pull_ahead !== undefined){
if(typeof data.pull_ahead !== "boolean"){
const err17 = {instancePath:instancePath+"/pull_ahead",schemaPath:"#/properties/pull_ahead/type",keyword:"type",params:{type: "boolean"}};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
if(data.groups !== undefined){
let data14 = data.groups;
if(data14 && typeof data14 == "object" && !Array.isArray(data14)){
for(const key1 in data14){
let data15 = data14[key1];
if((!((typeof data15 == "number") && (!(data15 % 1) && !isNaN(data15)))) && (!(data15 && typeof data15 == "object" && !Array.isArray(data15)))){
const err18 = {instancePath:instancePath+"/groups/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/groups/additionalProperties/type",keyword:"type",params:{type: schema8.properties.groups.additionalProperties.type}};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
if(typeof data15 == "number"){
if(data15 < 1 || isNaN(data15)){
const err19 = {instancePath:instancePath+"/groups/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/groups/additionalProperties/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1}};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
if(data15 && typeof data15 == "object" && !Array.isArray(data15)){
if(data15.max_parallel === undefined){
const err20 = {instancePath:instancePath+"/groups/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/groups/additionalProperties/required",keyword:"required",params:{missingProperty: "max_parallel"}};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
for(const key2 in data15){
if(!(key2 === "max_parallel")){
const err21 = {instancePath:instancePath+"/groups/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/groups/additionalProperties/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key2}};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
}
if(data15.max_parallel !== undefined){
let data16 = data15.max_parallel;
if(!((typeof data16 == "number") && (!(data16 % 1) && !isNaN(data16)))){
const err22 = {instancePath:instancePath+"/groups/" + key1.replace(/~/g, "~0").replace(/\//g, "~1")+"/max_parallel",schemaPath:"#/properties/groups/additionalProperties/properties/max_parallel/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
if(typeof data16 == "number"){
if(data16 < 1 || isNaN(data16)){
const err23 = {instancePath:instancePath+"/groups/" + key1.replace(/~/g, "~0").replace(/\//g, "~1")+"/max_parallel",schemaPath:"#/properties/groups/additionalProperties/properties/max_parallel/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1}};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
}
}
}
}
}
else {
const err24 = {instancePath:instancePath+"/groups",schemaPath:"#/properties/groups/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
}
if(data.docker_image !== undefined){
if(typeof data.docker_image !== "string"){
const err25 = {instancePath:instancePath+"/docker_image",schemaPath:"#/properties/docker_image/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
}
if(data.run_on_failure !== undefined){
if(typeof data.run_on_failure !== "string"){
const err26 = {instancePath:instancePath+"/run_on_failure",schemaPath:"#/properties/run_on_failure/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
}
if(data.usage_stats !== undefined){
if(typeof data.usage_stats !== "boolean"){
const err27 = {instancePath:instancePath+"/usage_stats",schemaPath:"#/properties/usage_stats/type",keyword:"type",params:{type: "boolean"}};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
}
}
else {
const err28 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
validate23.errors = vErrors;
return errors === 0;
}

const schema20 = {"type":"object","properties":{"needs":{"type":"array","items":{"type":"string"}},"if":{"type":"string"},"group":{"type":"string"},"run":{"type":"string","pattern":"^.+\\.(?:py|ipynb)$"},"command":{"type":["array","string"],"items":{"type":"string"}},"args":{"type":"array","items":{"type":["string","number","boolean"]}},"parameters":{"type":"object","additionalProperties":true},"image":{"type":"string","minLength":1},"requirements":{"$ref":"#/$defs/requirements20"},"env":{"$ref":"#/$defs/env20"},"secrets":{"$ref":"#/$defs/secrets20"},"working_directory":{"type":"string"},"resources":{"$ref":"#/$defs/resources20"},"node_selector":{"type":"object","additionalProperties":{"type":"string"}},"tolerations":{"type":"array","items":{"type":"object"}},"affinity":{"type":"object"},"volumes":{"$ref":"#/$defs/volumes20"},"shm":{"type":["string","number"],"pattern":"^[+]?(?:\\d{1,30}(?:\\.\\d{0,30})?|\\.\\d{1,30})(?:[KMGTPE]i|[numkMGTPE]|[eE][+-]?\\d{1,3})?$","minimum":0},"service_account":{"type":["string","object"],"minLength":1,"properties":{"name":{"type":"string","minLength":1},"annotations":{"type":"object","additionalProperties":{"type":"string"}}},"additionalProperties":false,"required":["name","annotations"],"patternProperties":{"^x-":{}}},"pull_secrets":{"type":"array","items":{"type":["string","object"],"minLength":1,"properties":{"docker_config":{"type":["boolean","string"]}},"additionalProperties":false,"required":["docker_config"],"patternProperties":{"^x-":{}}}},"pod_template":{"type":"object","properties":{"metadata":{"type":"object"},"spec":{"type":"object"}},"additionalProperties":false},"security":{"type":"string","enum":["restricted","image"]},"source":{"type":"string","enum":["bundle","git","image"]},"cache_volume":{"type":"string"},"outputs":{"type":"array","items":{"type":"string","pattern":"^[A-Za-z_][A-Za-z0-9_.-]*$"}},"artifacts":{"$ref":"#/$defs/artifacts20"},"gate":{"type":"string"},"matrix":{"$ref":"#/$defs/matrix20"},"cache":{"$ref":"#/$defs/cache20"},"on_rollback":{"type":"string"},"batch":{"$ref":"#/$defs/batch20"},"service":{"$ref":"#/$defs/service20"},"executable_module_path":{"type":"string","pattern":"^.+\\.(?:py|ipynb)$"},"cpu_request":{"type":"number","minimum":0},"memory_request_mb":{"type":"integer","minimum":0},"manifests":{"type":"array","items":{"type":"string"},"minItems":1},"wait":{"type":"boolean"},"timeout":{"type":["string","number"],"pattern":"^\\s*(?:\\d+(?:\\.\\d+)?|(?:\\d+(?:\\.\\d+)?(?:ms|[smhdw]))+)\\s*$","minimum":0},"substitute":{"type":"object","additionalProperties":{"type":["string","number","boolean"]}},"helm":{"type":"object","properties":{"chart":{"type":"string","minLength":1},"release":{"type":["string","boolean"]},"name":{"type":"string","minLength":1,"maxLength":53},"values":{"type":"array","items":{"type":"string"}},"set":{"type":"object","additionalProperties":true},"version":{"type":"string","minLength":1},"timeout":{"type":["string","number"],"pattern":"^\\s*(?:\\d+(?:\\.\\d+)?|(?:\\d+(?:\\.\\d+)?(?:ms|[smhdw]))+)\\s*$","minimum":0}},"additionalProperties":false,"patternProperties":{"^x-":{}},"required":["chart"]}},"additionalProperties":false,"patternProperties":{"^x-":{}}};
const schema21 = {"type":["array","object"],"items":{"type":"string","pattern":"^(?!/)(?!(?:.*/)?\\.\\.(?:/|$)).+$"},"minItems":1,"properties":{"paths":{"type":"array","items":{"type":"string","pattern":"^(?!/)(?!(?:.*/)?\\.\\.(?:/|$)).+$"},"minItems":1},"pvc":{"type":"string","minLength":1},"bucket":{"type":"string","pattern":"^(?:(?:s3|gs)://[a-z0-9][a-z0-9._-]{1,61}[a-z0-9]|az://[a-z0-9]{3,24}/[a-z0-9][a-z0-9-]{1,61}[a-z0-9])(?:/[^?#]*)?$"}},"additionalProperties":false,"patternProperties":{"^x-":{}},"required":["paths"]};
const pattern46 = new RegExp("^(?!/)(?!(?:.*/)?\\.\\.(?:/|$)).+$", "u");
const pattern49 = new RegExp("^(?:(?:s3|gs)://[a-z0-9][a-z0-9._-]{1,61}[a-z0-9]|az://[a-z0-9]{3,24}/[a-z0-9][a-z0-9-]{1,61}[a-z0-9])(?:/[^?#]*)?$", "u");

function validate54(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(!data || typeof data != "object"){
const err0 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: schema21.type}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(Array.isArray(data)){
if(data.length < 1){
const err1 = {instancePath,schemaPath:"#/minItems",keyword:"minItems",params:{limit: 1}};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
const len0 = data.length;
for(let i0=0; i0<len0; i0++){
let data0 = data[i0];
if(typeof data0 === "string"){
if(!pattern46.test(data0)){
const err2 = {instancePath:instancePath+"/" + i0,schemaPath:"#/items/pattern",keyword:"pattern",params:{pattern: "^(?!/)(?!(?:.*/)?\\.\\.(?:/|$)).+$"}};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
else {
const err3 = {instancePath:instancePath+"/" + i0,schemaPath:"#/items/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.paths === undefined){
const err4 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "paths"}};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
for(const key0 in data){
if(!((((key0 === "paths") || (key0 === "pvc")) || (key0 === "bucket")) || (pattern0.test(key0)))){
const err5 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data.paths !== undefined){
let data1 = data.paths;
if(Array.isArray(data1)){
if(data1.length < 1){
const err6 = {instancePath:instancePath+"/paths",schemaPath:"#/properties/paths/minItems",keyword:"minItems",params:{limit: 1}};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
const len1 = data1.length;
for(let i1=0; i1<len1; i1++){
let data2 = data1[i1];
if(typeof data2 === "string"){
if(!pattern46.test(data2)){
const err7 = {instancePath:instancePath+"/paths/" + i1,schemaPath:"#/properties/paths/items/pattern",keyword:"pattern",params:{pattern: "^(?!/)(?!(?:.*/)?\\.\\.(?:/|$)).+$"}};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
else {
const err8 = {instancePath:instancePath+"/paths/" + i1,schemaPath:"#/properties/paths/items/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
}
else {
const err9 = {instancePath:instancePath+"/paths",schemaPath:"#/properties/paths/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
if(data.pvc !== undefined){
let data3 = data.pvc;
if(typeof data3 === "string"){
if(func4(data3) < 1){
const err10 = {instancePath:instancePath+"/pvc",schemaPath:"#/properties/pvc/minLength",keyword:"minLength",params:{limit: 1}};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
else {
const err11 = {instancePath:instancePath+"/pvc",schemaPath:"#/properties/pvc/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
if(data.bucket !== undefined){
let data4 = data.bucket;
if(typeof data4 === "string"){
if(!pattern49.test(data4)){
const err12 = {instancePath:instancePath+"/bucket",schemaPath:"#/properties/bucket/pattern",keyword:"pattern",params:{pattern: "^(?:(?:s3|gs)://[a-z0-9][a-z0-9._-]{1,61}[a-z0-9]|az://[a-z0-9]{3,24}/[a-z0-9][a-z0-9-]{1,61}[a-z0-9])(?:/[^?#]*)?$"}};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
else {
const err13 = {instancePath:instancePath+"/bucket",schemaPath:"#/properties/bucket/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
}
validate54.errors = vErrors;
return errors === 0;
}


function validate48(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!((func2.call(schema20.properties, key0)) || (pattern0.test(key0)))){
const err0 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
if(data.needs !== undefined){
let data0 = data.needs;
if(Array.isArray(data0)){
const len0 = data0.length;
for(let i0=0; i0<len0; i0++){
if(typeof data0[i0] !== "string"){
const err1 = {instancePath:instancePath+"/needs/" + i0,schemaPath:"#/properties/needs/items/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
}
else {
const err2 = {instancePath:instancePath+"/needs",schemaPath:"#/properties/needs/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
if(data.if !== undefined){
if(typeof data.if !== "string"){
const err3 = {instancePath:instancePath+"/if",schemaPath:"#/properties/if/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(data.group !== undefined){
if(typeof data.group !== "string"){
const err4 = {instancePath:instancePath+"/group",schemaPath:"#/properties/group/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
if(data.run !== undefined){
let data4 = data.run;
if(typeof data4 === "string"){
if(!pattern6.test(data4)){
const err5 = {instancePath:instancePath+"/run",schemaPath:"#/properties/run/pattern",keyword:"pattern",params:{pattern: "^.+\\.(?:py|ipynb)$"}};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
else {
const err6 = {instancePath:instancePath+"/run",schemaPath:"#/properties/run/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
if(data.command !== undefined){
let data5 = data.command;
if((!(Array.isArray(data5))) && (typeof data5 !== "string")){
const err7 = {instancePath:instancePath+"/command",schemaPath:"#/properties/command/type",keyword:"type",params:{type: schema20.properties.command.type}};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
if(Array.isArray(data5)){
const len1 = data5.length;
for(let i1=0; i1<len1; i1++){
if(typeof data5[i1] !== "string"){
const err8 = {instancePath:instancePath+"/command/" + i1,schemaPath:"#/properties/command/items/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
}
}
if(data.args !== undefined){
let data7 = data.args;
if(Array.isArray(data7)){
const len2 = data7.length;
for(let i2=0; i2<len2; i2++){
let data8 = data7[i2];
if(((typeof data8 !== "string") && (!(typeof data8 == "number"))) && (typeof data8 !== "boolean")){
const err9 = {instancePath:instancePath+"/args/" + i2,schemaPath:"#/properties/args/items/type",keyword:"type",params:{type: schema20.properties.args.items.type}};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
}
else {
const err10 = {instancePath:instancePath+"/args",schemaPath:"#/properties/args/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
if(data.parameters !== undefined){
let data9 = data.parameters;
if(data9 && typeof data9 == "object" && !Array.isArray(data9)){
}
else {
const err11 = {instancePath:instancePath+"/parameters",schemaPath:"#/properties/parameters/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
if(data.image !== undefined){
let data10 = data.image;
if(typeof data10 === "string"){
if(func4(data10) < 1){
const err12 = {instancePath:instancePath+"/image",schemaPath:"#/properties/image/minLength",keyword:"minLength",params:{limit: 1}};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
else {
const err13 = {instancePath:instancePath+"/image",schemaPath:"#/properties/image/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
if(data.requirements !== undefined){
if(!(validate27(data.requirements, {instancePath:instancePath+"/requirements",parentData:data,parentDataProperty:"requirements",rootData}))){
vErrors = vErrors === null ? validate27.errors : vErrors.concat(validate27.errors);
errors = vErrors.length;
}
}
if(data.env !== undefined){
if(!(validate24(data.env, {instancePath:instancePath+"/env",parentData:data,parentDataProperty:"env",rootData}))){
vErrors = vErrors === null ? validate24.errors : vErrors.concat(validate24.errors);
errors = vErrors.length;
}
}
if(data.secrets !== undefined){
if(!(validate30(data.secrets, {instancePath:instancePath+"/secrets",parentData:data,parentDataProperty:"secrets",rootData}))){
vErrors = vErrors === null ? validate30.errors : vErrors.concat(validate30.errors);
errors = vErrors.length;
}
}
if(data.working_directory !== undefined){
if(typeof data.working_directory !== "string"){
const err14 = {instancePath:instancePath+"/working_directory",schemaPath:"#/properties/working_directory/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
if(data.resources !== undefined){
if(!(validate32(data.resources, {instancePath:instancePath+"/resources",parentData:data,parentDataProperty:"resources",rootData}))){
vErrors = vErrors === null ? validate32.errors : vErrors.concat(validate32.errors);
errors = vErrors.length;
}
}
if(data.node_selector !== undefined){
let data16 = data.node_selector;
if(data16 && typeof data16 == "object" && !Array.isArray(data16)){
for(const key1 in data16){
if(typeof data16[key1] !== "string"){
const err15 = {instancePath:instancePath+"/node_selector/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/node_selector/additionalProperties/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
}
}
else {
const err16 = {instancePath:instancePath+"/node_selector",schemaPath:"#/properties/node_selector/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
if(data.tolerations !== undefined){
let data18 = data.tolerations;
if(Array.isArray(data18)){
const len3 = data18.length;
for(let i3=0; i3<len3; i3++){
let data19 = data18[i3];
if(!(data19 && typeof data19 == "object" && !Array.isArray(data19))){
const err17 = {instancePath:instancePath+"/tolerations/" + i3,schemaPath:"#/properties/tolerations/items/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
}
else {
const err18 = {instancePath:instancePath+"/tolerations",schemaPath:"#/properties/tolerations/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
if(data.affinity !== undefined){
let data20 = data.affinity;
if(!(data20 && typeof data20 == "object" && !Array.isArray(data20))){
const err19 = {instancePath:instancePath+"/affinity",schemaPath:"#/properties/affinity/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
}
if(data.volumes !== undefined){
if(!(validate34(data.volumes, {instancePath:instancePath+"/volumes",parentData:data,parentDataProperty:"volumes",rootData}))){
vErrors = vErrors === null ? validate34.errors : vErrors.concat(validate34.errors);
errors = vErrors.length;
}
}
if(data.shm !== undefined){
let data22 = data.shm;
if((typeof data22 !== "string") && (!(typeof data22 == "number"))){
const err20 = {instancePath:instancePath+"/shm",schemaPath:"#/properties/shm/type",keyword:"type",params:{type: schema20.properties.shm.type}};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
if(typeof data22 == "number"){
if(data22 < 0 || isNaN(data22)){
const err21 = {instancePath:instancePath+"/shm",schemaPath:"#/properties/shm/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
}
if(typeof data22 === "string"){
if(!pattern10.test(data22)){
const err22 = {instancePath:instancePath+"/shm",schemaPath:"#/properties/shm/pattern",keyword:"pattern",params:{pattern: "^[+]?(?:\\d{1,30}(?:\\.\\d{0,30})?|\\.\\d{1,30})(?:[KMGTPE]i|[numkMGTPE]|[eE][+-]?\\d{1,3})?$"}};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
}
}
if(data.service_account !== undefined){
let data23 = data.service_account;
if((typeof data23 !== "string") && (!(data23 && typeof data23 == "object" && !Array.isArray(data23)))){
const err23 = {instancePath:instancePath+"/service_account",schemaPath:"#/properties/service_account/type",keyword:"type",params:{type: schema20.properties.service_account.type}};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
if(typeof data23 === "string"){
if(func4(data23) < 1){
const err24 = {instancePath:instancePath+"/service_account",schemaPath:"#/properties/service_account/minLength",keyword:"minLength",params:{limit: 1}};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
}
if(data23 && typeof data23 == "object" && !Array.isArray(data23)){
if(data23.name === undefined){
const err25 = {instancePath:instancePath+"/service_account",schemaPath:"#/properties/service_account/required",keyword:"required",params:{missingProperty: "name"}};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
if(data23.annotations === undefined){
const err26 = {instancePath:instancePath+"/service_account",schemaPath:"#/properties/service_account/required",keyword:"required",params:{missingProperty: "annotations"}};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
for(const key2 in data23){
if(!(((key2 === "name") || (key2 === "annotations")) || (pattern0.test(key2)))){
const err27 = {instancePath:instancePath+"/service_account",schemaPath:"#/properties/service_account/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key2}};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
}
if(data23.name !== undefined){
let data24 = data23.name;
if(typeof data24 === "string"){
if(func4(data24) < 1){
const err28 = {instancePath:instancePath+"/service_account/name",schemaPath:"#/properties/service_account/properties/name/minLength",keyword:"minLength",params:{limit: 1}};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
}
else {
const err29 = {instancePath:instancePath+"/service_account/name",schemaPath:"#/properties/service_account/properties/name/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
}
if(data23.annotations !== undefined){
let data25 = data23.annotations;
if(data25 && typeof data25 == "object" && !Array.isArray(data25)){
for(const key3 in data25){
if(typeof data25[key3] !== "string"){
const err30 = {instancePath:instancePath+"/service_account/annotations/" + key3.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/service_account/properties/annotations/additionalProperties/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
}
}
else {
const err31 = {instancePath:instancePath+"/service_account/annotations",schemaPath:"#/properties/service_account/properties/annotations/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
}
}
}
if(data.pull_secrets !== undefined){
let data27 = data.pull_secrets;
if(Array.isArray(data27)){
const len4 = data27.length;
for(let i4=0; i4<len4; i4++){
let data28 = data27[i4];
if((typeof data28 !== "string") && (!(data28 && typeof data28 == "object" && !Array.isArray(data28)))){
const err32 = {instancePath:instancePath+"/pull_secrets/" + i4,schemaPath:"#/properties/pull_secrets/items/type",keyword:"type",params:{type: schema20.properties.pull_secrets.items.type}};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
if(typeof data28 === "string"){
if(func4(data28) < 1){
const err33 = {instancePath:instancePath+"/pull_secrets/" + i4,schemaPath:"#/properties/pull_secrets/items/minLength",keyword:"minLength",params:{limit: 1}};
if(vErrors === null){
vErrors = [err33];
}
else {
vErrors.push(err33);
}
errors++;
}
}
if(data28 && typeof data28 == "object" && !Array.isArray(data28)){
if(data28.docker_config === undefined){
const err34 = {instancePath:instancePath+"/pull_secrets/" + i4,schemaPath:"#/properties/pull_secrets/items/required",keyword:"required",params:{missingProperty: "docker_config"}};
if(vErrors === null){
vErrors = [err34];
}
else {
vErrors.push(err34);
}
errors++;
}
for(const key4 in data28){
if(!((key4 === "docker_config") || (pattern0.test(key4)))){
const err35 = {instancePath:instancePath+"/pull_secrets/" + i4,schemaPath:"#/properties/pull_secrets/items/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key4}};
if(vErrors === null){
vErrors = [err35];
}
else {
vErrors.push(err35);
}
errors++;
}
}
if(data28.docker_config !== undefined){
let data29 = data28.docker_config;
if((typeof data29 !== "boolean") && (typeof data29 !== "string")){
const err36 = {instancePath:instancePath+"/pull_secrets/" + i4+"/docker_config",schemaPath:"#/properties/pull_secrets/items/properties/docker_config/type",keyword:"type",params:{type: schema20.properties.pull_secrets.items.properties.docker_config.type}};
if(vErrors === null){
vErrors = [err36];
}
else {
vErrors.push(err36);
}
errors++;
}
}
}
}
}
else {
const err37 = {instancePath:instancePath+"/pull_secrets",schemaPath:"#/properties/pull_secrets/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err37];
}
else {
vErrors.push(err37);
}
errors++;
}
}
if(data.pod_template !== undefined){
let data30 = data.pod_template;
if(data30 && typeof data30 == "object" && !Array.isArray(data30)){
for(const key5 in data30){
if(!((key5 === "metadata") || (key5 === "spec"))){
const err38 = {instancePath:instancePath+"/pod_template",schemaPath:"#/properties/pod_template/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key5}};
if(vErrors === null){
vErrors = [err38];
}
else {
vErrors.push(err38);
}
errors++;
}
}
if(data30.metadata !== undefined){
let data31 = data30.metadata;
if(!(data31 && typeof data31 == "object" && !Array.isArray(data31))){
const err39 = {instancePath:instancePath+"/pod_template/metadata",schemaPath:"#/properties/pod_template/properties/metadata/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err39];
}
else {
vErrors.push(err39);
}
errors++;
}
}
if(data30.spec !== undefined){
let data32 = data30.spec;
if(!(data32 && typeof data32 == "object" && !Array.isArray(data32))){
const err40 = {instancePath:instancePath+"/pod_template/spec",schemaPath:"#/properties/pod_template/properties/spec/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err40];
}
else {
vErrors.push(err40);
}
errors++;
}
}
}
else {
const err41 = {instancePath:instancePath+"/pod_template",schemaPath:"#/properties/pod_template/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err41];
}
else {
vErrors.push(err41);
}
errors++;
}
}
if(data.security !== undefined){
let data33 = data.security;
if(typeof data33 !== "string"){
const err42 = {instancePath:instancePath+"/security",schemaPath:"#/properties/security/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err42];
}
else {
vErrors.push(err42);
}
errors++;
}
if(!((data33 === "restricted") || (data33 === "image"))){
const err43 = {instancePath:instancePath+"/security",schemaPath:"#/properties/security/enum",keyword:"enum",params:{allowedValues: schema20.properties.security.enum}};
if(vErrors === null){
vErrors = [err43];
}
else {
vErrors.push(err43);
}
errors++;
}
}
if(data.source !== undefined){
let data34 = data.source;
if(typeof data34 !== "string"){
const err44 = {instancePath:instancePath+"/source",schemaPath:"#/properties/source/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err44];
}
else {
vErrors.push(err44);
}
errors++;
}
if(!(((data34 === "bundle") || (data34 === "git")) || (data34 === "image"))){
const err45 = {instancePath:instancePath+"/source",schemaPath:"#/properties/source/enum",keyword:"enum",params:{allowedValues: schema20.properties.source.enum}};
if(vErrors === null){
vErrors = [err45];
}
else {
vErrors.push(err45);
}
errors++;
}
}
if(data.cache_volume !== undefined){
if(typeof data.cache_volume !== "string"){
const err46 = {instancePath:instancePath+"/cache_volume",schemaPath:"#/properties/cache_volume/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err46];
}
else {
vErrors.push(err46);
}
errors++;
}
}
if(data.outputs !== undefined){
let data36 = data.outputs;
if(Array.isArray(data36)){
const len5 = data36.length;
for(let i5=0; i5<len5; i5++){
let data37 = data36[i5];
if(typeof data37 === "string"){
if(!pattern4.test(data37)){
const err47 = {instancePath:instancePath+"/outputs/" + i5,schemaPath:"#/properties/outputs/items/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z_][A-Za-z0-9_.-]*$"}};
if(vErrors === null){
vErrors = [err47];
}
else {
vErrors.push(err47);
}
errors++;
}
}
else {
const err48 = {instancePath:instancePath+"/outputs/" + i5,schemaPath:"#/properties/outputs/items/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err48];
}
else {
vErrors.push(err48);
}
errors++;
}
}
}
else {
const err49 = {instancePath:instancePath+"/outputs",schemaPath:"#/properties/outputs/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err49];
}
else {
vErrors.push(err49);
}
errors++;
}
}
if(data.artifacts !== undefined){
if(!(validate54(data.artifacts, {instancePath:instancePath+"/artifacts",parentData:data,parentDataProperty:"artifacts",rootData}))){
vErrors = vErrors === null ? validate54.errors : vErrors.concat(validate54.errors);
errors = vErrors.length;
}
}
if(data.gate !== undefined){
if(typeof data.gate !== "string"){
const err50 = {instancePath:instancePath+"/gate",schemaPath:"#/properties/gate/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err50];
}
else {
vErrors.push(err50);
}
errors++;
}
}
if(data.matrix !== undefined){
if(!(validate38(data.matrix, {instancePath:instancePath+"/matrix",parentData:data,parentDataProperty:"matrix",rootData}))){
vErrors = vErrors === null ? validate38.errors : vErrors.concat(validate38.errors);
errors = vErrors.length;
}
}
if(data.cache !== undefined){
if(!(validate40(data.cache, {instancePath:instancePath+"/cache",parentData:data,parentDataProperty:"cache",rootData}))){
vErrors = vErrors === null ? validate40.errors : vErrors.concat(validate40.errors);
errors = vErrors.length;
}
}
if(data.on_rollback !== undefined){
if(typeof data.on_rollback !== "string"){
const err51 = {instancePath:instancePath+"/on_rollback",schemaPath:"#/properties/on_rollback/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err51];
}
else {
vErrors.push(err51);
}
errors++;
}
}
if(data.batch !== undefined){
if(!(validate42(data.batch, {instancePath:instancePath+"/batch",parentData:data,parentDataProperty:"batch",rootData}))){
vErrors = vErrors === null ? validate42.errors : vErrors.concat(validate42.errors);
errors = vErrors.length;
}
}
if(data.service !== undefined){
if(!(validate44(data.service, {instancePath:instancePath+"/service",parentData:data,parentDataProperty:"service",rootData}))){
vErrors = vErrors === null ? validate44.errors : vErrors.concat(validate44.errors);
errors = vErrors.length;
}
}
if(data.executable_module_path !== undefined){
let data45 = data.executable_module_path;
if(typeof data45 === "string"){
if(!pattern6.test(data45)){
const err52 = {instancePath:instancePath+"/executable_module_path",schemaPath:"#/properties/executable_module_path/pattern",keyword:"pattern",params:{pattern: "^.+\\.(?:py|ipynb)$"}};
if(vErrors === null){
vErrors = [err52];
}
else {
vErrors.push(err52);
}
errors++;
}
}
else {
const err53 = {instancePath:instancePath+"/executable_module_path",schemaPath:"#/properties/executable_module_path/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err53];
}
else {
vErrors.push(err53);
}
errors++;
}
}
if(data.cpu_request !== undefined){
let data46 = data.cpu_request;
if(typeof data46 == "number"){
if(data46 < 0 || isNaN(data46)){
const err54 = {instancePath:instancePath+"/cpu_request",schemaPath:"#/properties/cpu_request/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}};
if(vErrors === null){
vErrors = [err54];
}
else {
vErrors.push(err54);
}
errors++;
}
}
else {
const err55 = {instancePath:instancePath+"/cpu_request",schemaPath:"#/properties/cpu_request/type",keyword:"type",params:{type: "number"}};
if(vErrors === null){
vErrors = [err55];
}
else {
vErrors.push(err55);
}
errors++;
}
}
if(data.memory_request_mb !== undefined){
let data47 = data.memory_request_mb;
if(!((typeof data47 == "number") && (!(data47 % 1) && !isNaN(data47)))){
const err56 = {instancePath:instancePath+"/memory_request_mb",schemaPath:"#/properties/memory_request_mb/type",keyword:"type",params:{type: "integer"}};
if(vErrors === null){
vErrors = [err56];
}
else {
vErrors.push(err56);
}
errors++;
}
if(typeof data47 == "number"){
if(data47 < 0 || isNaN(data47)){
const err57 = {instancePath:instancePath+"/memory_request_mb",schemaPath:"#/properties/memory_request_mb/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}};
if(vErrors === null){
vErrors = [err57];
}
else {
vErrors.push(err57);
}
errors++;
}
}
}
if(data.manifests !== undefined){
let data48 = data.manifests;
if(Array.isArray(data48)){
if(data48.length < 1){
const err58 = {instancePath:instancePath+"/manifests",schemaPath:"#/properties/manifests/minItems",keyword:"minItems",params:{limit: 1}};
if(vErrors === null){
vErrors = [err58];
}
else {
vErrors.push(err58);
}
errors++;
}
const len6 = data48.length;
for(let i6=0; i6<len6; i6++){
if(typeof data48[i6] !== "string"){
const err59 = {instancePath:instancePath+"/manifests/" + i6,schemaPath:"#/properties/manifests/items/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err59];
}
else {
vErrors.push(err59);
}
errors++;
}
}
}
else {
const err60 = {instancePath:instancePath+"/manifests",schemaPath:"#/properties/manifests/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err60];
}
else {
vErrors.push(err60);
}
errors++;
}
}
if(data.wait !== undefined){
if(typeof data.wait !== "boolean"){
const err61 = {instancePath:instancePath+"/wait",schemaPath:"#/properties/wait/type",keyword:"type",params:{type: "boolean"}};
if(vErrors === null){
vErrors = [err61];
}
else {
vErrors.push(err61);
}
errors++;
}
}
if(data.timeout !== undefined){
let data51 = data.timeout;
if((typeof data51 !== "string") && (!(typeof data51 == "number"))){
const err62 = {instancePath:instancePath+"/timeout",schemaPath:"#/properties/timeout/type",keyword:"type",params:{type: schema20.properties.timeout.type}};
if(vErrors === null){
vErrors = [err62];
}
else {
vErrors.push(err62);
}
errors++;
}
if(typeof data51 == "number"){
if(data51 < 0 || isNaN(data51)){
const err63 = {instancePath:instancePath+"/timeout",schemaPath:"#/properties/timeout/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}};
if(vErrors === null){
vErrors = [err63];
}
else {
vErrors.push(err63);
}
errors++;
}
}
if(typeof data51 === "string"){
if(!pattern3.test(data51)){
const err64 = {instancePath:instancePath+"/timeout",schemaPath:"#/properties/timeout/pattern",keyword:"pattern",params:{pattern: "^\\s*(?:\\d+(?:\\.\\d+)?|(?:\\d+(?:\\.\\d+)?(?:ms|[smhdw]))+)\\s*$"}};
if(vErrors === null){
vErrors = [err64];
}
else {
vErrors.push(err64);
}
errors++;
}
}
}
if(data.substitute !== undefined){
let data52 = data.substitute;
if(data52 && typeof data52 == "object" && !Array.isArray(data52)){
for(const key6 in data52){
let data53 = data52[key6];
if(((typeof data53 !== "string") && (!(typeof data53 == "number"))) && (typeof data53 !== "boolean")){
const err65 = {instancePath:instancePath+"/substitute/" + key6.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/substitute/additionalProperties/type",keyword:"type",params:{type: schema20.properties.substitute.additionalProperties.type}};
if(vErrors === null){
vErrors = [err65];
}
else {
vErrors.push(err65);
}
errors++;
}
}
}
else {
const err66 = {instancePath:instancePath+"/substitute",schemaPath:"#/properties/substitute/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err66];
}
else {
vErrors.push(err66);
}
errors++;
}
}
if(data.helm !== undefined){
let data54 = data.helm;
if(data54 && typeof data54 == "object" && !Array.isArray(data54)){
if(data54.chart === undefined){
const err67 = {instancePath:instancePath+"/helm",schemaPath:"#/properties/helm/required",keyword:"required",params:{missingProperty: "chart"}};
if(vErrors === null){
vErrors = [err67];
}
else {
vErrors.push(err67);
}
errors++;
}
for(const key7 in data54){
if(!((((((((key7 === "chart") || (key7 === "release")) || (key7 === "name")) || (key7 === "values")) || (key7 === "set")) || (key7 === "version")) || (key7 === "timeout")) || (pattern0.test(key7)))){
const err68 = {instancePath:instancePath+"/helm",schemaPath:"#/properties/helm/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key7}};
if(vErrors === null){
vErrors = [err68];
}
else {
vErrors.push(err68);
}
errors++;
}
}
if(data54.chart !== undefined){
let data55 = data54.chart;
if(typeof data55 === "string"){
if(func4(data55) < 1){
const err69 = {instancePath:instancePath+"/helm/chart",schemaPath:"#/properties/helm/properties/chart/minLength",keyword:"minLength",params:{limit: 1}};
if(vErrors === null){
vErrors = [err69];
}
else {
vErrors.push(err69);
}
errors++;
}
}
else {
const err70 = {instancePath:instancePath+"/helm/chart",schemaPath:"#/properties/helm/properties/chart/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err70];
}
else {
vErrors.push(err70);
}
errors++;
}
}
if(data54.release !== undefined){
let data56 = data54.release;
if((typeof data56 !== "string") && (typeof data56 !== "boolean")){
const err71 = {instancePath:instancePath+"/helm/release",schemaPath:"#/properties/helm/properties/release/type",keyword:"type",params:{type: schema20.properties.helm.properties.release.type}};
if(vErrors === null){
vErrors = [err71];
}
else {
vErrors.push(err71);
}
errors++;
}
}
if(data54.name !== undefined){
let data57 = data54.name;
if(typeof data57 === "string"){
if(func4(data57) > 53){
const err72 = {instancePath:instancePath+"/helm/name",schemaPath:"#/properties/helm/properties/name/maxLength",keyword:"maxLength",params:{limit: 53}};
if(vErrors === null){
vErrors = [err72];
}
else {
vErrors.push(err72);
}
errors++;
}
if(func4(data57) < 1){
const err73 = {instancePath:instancePath+"/helm/name",schemaPath:"#/properties/helm/properties/name/minLength",keyword:"minLength",params:{limit: 1}};
if(vErrors === null){
vErrors = [err73];
}
else {
vErrors.push(err73);
}
errors++;
}
}
else {
const err74 = {instancePath:instancePath+"/helm/name",schemaPath:"#/properties/helm/properties/name/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err74];
}
else {
vErrors.push(err74);
}
errors++;
}
}
if(data54.values !== undefined){
let data58 = data54.values;
if(Array.isArray(data58)){
const len7 = data58.length;
for(let i7=0; i7<len7; i7++){
if(typeof data58[i7] !== "string"){
const err75 = {instancePath:instancePath+"/helm/values/" + i7,schemaPath:"#/properties/helm/properties/values/items/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err75];
}
else {
vErrors.push(err75);
}
errors++;
}
}
}
else {
const err76 = {instancePath:instancePath+"/helm/values",schemaPath:"#/properties/helm/properties/values/type",keyword:"type",params:{type: "array"}};
if(vErrors === null){
vErrors = [err76];
}
else {
vErrors.push(err76);
}
errors++;
}
}
if(data54.set !== undefined){
let data60 = data54.set;
if(data60 && typeof data60 == "object" && !Array.isArray(data60)){
}
else {
const err77 = {instancePath:instancePath+"/helm/set",schemaPath:"#/properties/helm/properties/set/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err77];
}
else {
vErrors.push(err77);
}
errors++;
}
}
if(data54.version !== undefined){
let data61 = data54.version;
if(typeof data61 === "string"){
if(func4(data61) < 1){
const err78 = {instancePath:instancePath+"/helm/version",schemaPath:"#/properties/helm/properties/version/minLength",keyword:"minLength",params:{limit: 1}};
if(vErrors === null){
vErrors = [err78];
}
else {
vErrors.push(err78);
}
errors++;
}
}
else {
const err79 = {instancePath:instancePath+"/helm/version",schemaPath:"#/properties/helm/properties/version/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err79];
}
else {
vErrors.push(err79);
}
errors++;
}
}
if(data54.timeout !== undefined){
let data62 = data54.timeout;
if((typeof data62 !== "string") && (!(typeof data62 == "number"))){
const err80 = {instancePath:instancePath+"/helm/timeout",schemaPath:"#/properties/helm/properties/timeout/type",keyword:"type",params:{type: schema20.properties.helm.properties.timeout.type}};
if(vErrors === null){
vErrors = [err80];
}
else {
vErrors.push(err80);
}
errors++;
}
if(typeof data62 == "number"){
if(data62 < 0 || isNaN(data62)){
const err81 = {instancePath:instancePath+"/helm/timeout",schemaPath:"#/properties/helm/properties/timeout/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0}};
if(vErrors === null){
vErrors = [err81];
}
else {
vErrors.push(err81);
}
errors++;
}
}
if(typeof data62 === "string"){
if(!pattern3.test(data62)){
const err82 = {instancePath:instancePath+"/helm/timeout",schemaPath:"#/properties/helm/properties/timeout/pattern",keyword:"pattern",params:{pattern: "^\\s*(?:\\d+(?:\\.\\d+)?|(?:\\d+(?:\\.\\d+)?(?:ms|[smhdw]))+)\\s*$"}};
if(vErrors === null){
vErrors = [err82];
}
else {
vErrors.push(err82);
}
errors++;
}
}
}
}
else {
const err83 = {instancePath:instancePath+"/helm",schemaPath:"#/properties/helm/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err83];
}
else {
vErrors.push(err83);
}
errors++;
}
}
}
else {
const err84 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err84];
}
else {
vErrors.push(err84);
}
errors++;
}
validate48.errors = vErrors;
return errors === 0;
}


function validate74(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.version === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "version"}};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if(data.pipeline === undefined){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "pipeline"}};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
if(data.stages === undefined){
const err2 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "stages"}};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
for(const key0 in data){
if(!((((((key0 === "version") || (key0 === "pipeline")) || (key0 === "stages")) || (key0 === "environments")) || (key0 === "logging")) || (pattern0.test(key0)))){
const err3 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0}};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(data.version !== undefined){
let data0 = data.version;
if(typeof data0 !== "string"){
const err4 = {instancePath:instancePath+"/version",schemaPath:"#/properties/version/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
if(!(data0 === "2.0")){
const err5 = {instancePath:instancePath+"/version",schemaPath:"#/properties/version/enum",keyword:"enum",params:{allowedValues: schema7.properties.version.enum}};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data.pipeline !== undefined){
if(!(validate23(data.pipeline, {instancePath:instancePath+"/pipeline",parentData:data,parentDataProperty:"pipeline",rootData}))){
vErrors = vErrors === null ? validate23.errors : vErrors.concat(validate23.errors);
errors = vErrors.length;
}
}
if(data.stages !== undefined){
let data2 = data.stages;
if(data2 && typeof data2 == "object" && !Array.isArray(data2)){
for(const key1 in data2){
if(!(validate48(data2[key1], {instancePath:instancePath+"/stages/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"),parentData:data2,parentDataProperty:key1,rootData}))){
vErrors = vErrors === null ? validate48.errors : vErrors.concat(validate48.errors);
errors = vErrors.length;
}
}
}
else {
const err6 = {instancePath:instancePath+"/stages",schemaPath:"#/properties/stages/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
if(data.environments !== undefined){
let data4 = data.environments;
if(data4 && typeof data4 == "object" && !Array.isArray(data4)){
for(const key2 in data4){
let data5 = data4[key2];
if((!(data5 && typeof data5 == "object" && !Array.isArray(data5))) && (typeof data5 !== "string")){
const err7 = {instancePath:instancePath+"/environments/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/environments/additionalProperties/type",keyword:"type",params:{type: schema7.properties.environments.additionalProperties.type}};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
}
else {
const err8 = {instancePath:instancePath+"/environments",schemaPath:"#/properties/environments/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
if(data.logging !== undefined){
let data6 = data.logging;
if(data6 && typeof data6 == "object" && !Array.isArray(data6)){
for(const key3 in data6){
if(!((key3 === "log_level") || (pattern0.test(key3)))){
const err9 = {instancePath:instancePath+"/logging",schemaPath:"#/properties/logging/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key3}};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
if(data6.log_level !== undefined){
let data7 = data6.log_level;
if(typeof data7 !== "string"){
const err10 = {instancePath:instancePath+"/logging/log_level",schemaPath:"#/properties/logging/properties/log_level/type",keyword:"type",params:{type: "string"}};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
if(!(((((data7 === "DEBUG") || (data7 === "INFO")) || (data7 === "WARNING")) || (data7 === "ERROR")) || (data7 === "CRITICAL"))){
const err11 = {instancePath:instancePath+"/logging/log_level",schemaPath:"#/properties/logging/properties/log_level/enum",keyword:"enum",params:{allowedValues: schema7.properties.logging.properties.log_level.enum}};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
}
else {
const err12 = {instancePath:instancePath+"/logging",schemaPath:"#/properties/logging/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
}
else {
const err13 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"}};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
validate74.errors = vErrors;
return errors === 0;
}

export const knownKeys = {"1.0":{"":["version","project","stages","logging"],"project":["name","docker_image","DAG","usage_stats","run_on_failure"],"stages.*":["executable_module_path","args","requirements","cpu_request","memory_request_mb","secrets","batch","service"],"stages.*.batch":["max_completion_time_seconds","retries"],"stages.*.service":["max_startup_time_seconds","replicas","port","ingress"],"logging":["log_level"]},"1.1":{"":["version","pipeline","stages","logging"],"pipeline":["name","docker_image","DAG","usage_stats","run_on_failure","namespace","secrets_group"],"stages.*":["executable_module_path","args","requirements","cpu_request","memory_request_mb","secrets","batch","service"],"stages.*.batch":["max_completion_time_seconds","retries"],"stages.*.service":["max_startup_time_seconds","replicas","port","ingress"],"logging":["log_level"]},"2.0":{"":["version","pipeline","stages","environments","logging"],"pipeline":["name","namespace","image","secrets_group","DAG","timeout","on_failure","on_success","always","env","defaults","source","atomic","pull_ahead","groups"],"pipeline.defaults":["run","command","args","parameters","image","requirements","env","secrets","working_directory","resources","node_selector","tolerations","affinity","volumes","shm","service_account","pull_secrets","pod_template","security","source","cache_volume","outputs","gate","matrix","cache","on_rollback","batch","service"],"pipeline.defaults.requirements":["packages","file","constraints"],"pipeline.defaults.secrets.*":["secret","key"],"pipeline.defaults.resources":["cpu","memory","ephemeral_storage","gpu","limits"],"pipeline.defaults.resources.gpu":["count","resource"],"pipeline.defaults.volumes.*":["path","read_only","sub_path","pvc","config_map","secret","empty_dir","host_path"],"pipeline.defaults.volumes.*.empty_dir":["size","memory"],"pipeline.defaults.service_account":["name","annotations"],"pipeline.defaults.pull_secrets.*":["docker_config"],"pipeline.defaults.pod_template":["metadata","spec"],"pipeline.defaults.matrix":["from","max_parallel","fail_fast","include","exclude"],"pipeline.defaults.cache":["inputs","ttl"],"pipeline.defaults.batch":["timeout","pending_timeout","retries","backoff","retry_on"],"pipeline.defaults.service":["port","ports","replicas","startup_timeout","health","ingress","autoscale","restart","headless","drain"],"pipeline.defaults.service.health":["path","tcp","command","grpc","port","readiness","liveness","startup"],"pipeline.defaults.service.health.readiness":["path","tcp","command","grpc","port"],"pipeline.defaults.service.health.liveness":["path","tcp","command","grpc","port"],"pipeline.defaults.service.health.startup":["path","tcp","command","grpc","port"],"pipeline.defaults.service.ingress":["host","path","class","tls","annotations","via","gateway"],"pipeline.defaults.service.ingress.gateway":["name","namespace"],"pipeline.defaults.service.autoscale":["min","max","cpu","memory","metric"],"pipeline.groups.*":["max_parallel"],"stages.*":["needs","if","group","run","command","args","parameters","image","requirements","env","secrets","working_directory","resources","node_selector","tolerations","affinity","volumes","shm","service_account","pull_secrets","pod_template","security","source","cache_volume","outputs","artifacts","gate","matrix","cache","on_rollback","batch","service","manifests","wait","timeout","substitute","helm"],"stages.*.requirements":["packages","file","constraints"],"stages.*.secrets.*":["secret","key"],"stages.*.resources":["cpu","memory","ephemeral_storage","gpu","limits"],"stages.*.resources.gpu":["count","resource"],"stages.*.volumes.*":["path","read_only","sub_path","pvc","config_map","secret","empty_dir","host_path"],"stages.*.volumes.*.empty_dir":["size","memory"],"stages.*.service_account":["name","annotations"],"stages.*.pull_secrets.*":["docker_config"],"stages.*.pod_template":["metadata","spec"],"stages.*.artifacts":["paths","pvc","bucket"],"stages.*.matrix":["from","max_parallel","fail_fast","include","exclude"],"stages.*.cache":["inputs","ttl"],"stages.*.batch":["timeout","pending_timeout","retries","backoff","retry_on"],"stages.*.service":["port","ports","replicas","startup_timeout","health","ingress","autoscale","restart","headless","drain"],"stages.*.service.health":["path","tcp","command","grpc","port","readiness","liveness","startup"],"stages.*.service.health.readiness":["path","tcp","command","grpc","port"],"stages.*.service.health.liveness":["path","tcp","command","grpc","port"],"stages.*.service.health.startup":["path","tcp","command","grpc","port"],"stages.*.service.ingress":["host","path","class","tls","annotations","via","gateway"],"stages.*.service.ingress.gateway":["name","namespace"],"stages.*.service.autoscale":["min","max","cpu","memory","metric"],"stages.*.helm":["chart","release","name","values","set","version","timeout"],"logging":["log_level"]}};
export const patternMessages = {"^[A-Za-z0-9.-]+\\n?$":"Use letters, digits, hyphens and dots.","^.+\\.py$":"The path must end in .py.","^.+\\.(?:py|ipynb)$":"The path must end in .py or .ipynb.","^\\s*(?:\\d+(?:\\.\\d+)?|(?:\\d+(?:\\.\\d+)?(?:ms|[smhdw]))+)\\s*$":"A duration is a number with a unit, such as 90s, 10m, 1h30m or 7d.","^[+]?(?:\\d{1,30}(?:\\.\\d{0,30})?|\\.\\d{1,30})(?:[KMGTPE]i|[numkMGTPE]|[eE][+-]?\\d{1,3})?$":"A quantity is a number with a unit, such as 500m, 2, 512Mi or 10Gi.","^/":"A path starts with /.","^[A-Za-z_][A-Za-z0-9_.-]*$":"An output is named by letters, digits, _ and -.","^\\s*outputs\\.[^.\\s]+\\.\\S+\\s*$":"Write outputs.STAGE.KEY.","^(?!/)(?!(?:.*/)?\\.\\.(?:/|$)).+$":"A path starts in the folder the program starts in, and does not lead out of it.","^(?:(?:s3|gs)://[a-z0-9][a-z0-9._-]{1,61}[a-z0-9]|az://[a-z0-9]{3,24}/[a-z0-9][a-z0-9-]{1,61}[a-z0-9])(?:/[^?#]*)?$":"Write s3://BUCKET/PREFIX, gs://BUCKET/PREFIX or az://ACCOUNT/CONTAINER/PREFIX."};
