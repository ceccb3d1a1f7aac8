package synthetic

// What names are made of. The lists whose choice must be found again in the name
// have a power of two of entries, each of the same number of characters.

// word is a word with its pinyin or its English.
type word struct{ zh, latin string }

// Cities.
var places = [64]word{
	{"青岛", "qingdao"}, {"济南", "jinan"}, {"烟台", "yantai"}, {"潍坊", "weifang"}, {"淄博", "zibo"}, {"临沂", "linyi"}, {"济宁", "jining"}, {"泰安", "taian"},
	{"威海", "weihai"}, {"日照", "rizhao"}, {"德州", "dezhou"}, {"聊城", "liaocheng"}, {"滨州", "binzhou"}, {"菏泽", "heze"}, {"枣庄", "zaozhuang"}, {"东营", "dongying"},
	{"南京", "nanjing"}, {"苏州", "suzhou"}, {"无锡", "wuxi"}, {"常州", "changzhou"}, {"徐州", "xuzhou"}, {"南通", "nantong"}, {"扬州", "yangzhou"}, {"盐城", "yancheng"},
	{"杭州", "hangzhou"}, {"宁波", "ningbo"}, {"温州", "wenzhou"}, {"嘉兴", "jiaxing"}, {"绍兴", "shaoxing"}, {"金华", "jinhua"}, {"合肥", "hefei"}, {"芜湖", "wuhu"},
	{"福州", "fuzhou"}, {"厦门", "xiamen"}, {"泉州", "quanzhou"}, {"南昌", "nanchang"}, {"赣州", "ganzhou"}, {"郑州", "zhengzhou"}, {"洛阳", "luoyang"}, {"武汉", "wuhan"},
	{"宜昌", "yichang"}, {"长沙", "changsha"}, {"株洲", "zhuzhou"}, {"广州", "guangzhou"}, {"深圳", "shenzhen"}, {"佛山", "foshan"}, {"东莞", "dongguan"}, {"珠海", "zhuhai"},
	{"南宁", "nanning"}, {"柳州", "liuzhou"}, {"海口", "haikou"}, {"成都", "chengdu"}, {"绵阳", "mianyang"}, {"重庆", "chongqing"}, {"贵阳", "guiyang"}, {"昆明", "kunming"},
	{"西安", "xian"}, {"宝鸡", "baoji"}, {"兰州", "lanzhou"}, {"西宁", "xining"}, {"银川", "yinchuan"}, {"太原", "taiyuan"}, {"沈阳", "shenyang"}, {"大连", "dalian"},
}

// Characters that firms, and people, like to be named with.
var syllables = [64]word{
	{"海", "hai"}, {"泰", "tai"}, {"隆", "long"}, {"华", "hua"}, {"鑫", "xin"}, {"瑞", "rui"}, {"恒", "heng"}, {"德", "de"},
	{"金", "jin"}, {"盛", "sheng"}, {"源", "yuan"}, {"丰", "feng"}, {"宏", "hong"}, {"远", "yuan"}, {"达", "da"}, {"通", "tong"},
	{"博", "bo"}, {"创", "chuang"}, {"科", "ke"}, {"智", "zhi"}, {"云", "yun"}, {"星", "xing"}, {"光", "guang"}, {"辉", "hui"},
	{"鹏", "peng"}, {"飞", "fei"}, {"翔", "xiang"}, {"腾", "teng"}, {"龙", "long"}, {"凤", "feng"}, {"麟", "lin"}, {"虎", "hu"},
	{"山", "shan"}, {"川", "chuan"}, {"江", "jiang"}, {"河", "he"}, {"湖", "hu"}, {"洋", "yang"}, {"东", "dong"}, {"南", "nan"},
	{"西", "xi"}, {"北", "bei"}, {"中", "zhong"}, {"正", "zheng"}, {"和", "he"}, {"信", "xin"}, {"义", "yi"}, {"诚", "cheng"},
	{"安", "an"}, {"康", "kang"}, {"宁", "ning"}, {"平", "ping"}, {"福", "fu"}, {"禄", "lu"}, {"祥", "xiang"}, {"吉", "ji"},
	{"庆", "qing"}, {"嘉", "jia"}, {"美", "mei"}, {"佳", "jia"}, {"优", "you"}, {"卓", "zhuo"}, {"越", "yue"}, {"峰", "feng"},
}

var surnames = [64]word{
	{"王", "wang"}, {"李", "li"}, {"张", "zhang"}, {"刘", "liu"}, {"陈", "chen"}, {"杨", "yang"}, {"赵", "zhao"}, {"黄", "huang"},
	{"周", "zhou"}, {"吴", "wu"}, {"徐", "xu"}, {"孙", "sun"}, {"胡", "hu"}, {"朱", "zhu"}, {"高", "gao"}, {"林", "lin"},
	{"何", "he"}, {"郭", "guo"}, {"马", "ma"}, {"罗", "luo"}, {"梁", "liang"}, {"宋", "song"}, {"郑", "zheng"}, {"谢", "xie"},
	{"韩", "han"}, {"唐", "tang"}, {"冯", "feng"}, {"于", "yu"}, {"董", "dong"}, {"萧", "xiao"}, {"程", "cheng"}, {"曹", "cao"},
	{"袁", "yuan"}, {"邓", "deng"}, {"许", "xu"}, {"傅", "fu"}, {"沈", "shen"}, {"曾", "zeng"}, {"彭", "peng"}, {"吕", "lyu"},
	{"苏", "su"}, {"卢", "lu"}, {"蒋", "jiang"}, {"蔡", "cai"}, {"贾", "jia"}, {"丁", "ding"}, {"魏", "wei"}, {"薛", "xue"},
	{"叶", "ye"}, {"阎", "yan"}, {"余", "yu"}, {"潘", "pan"}, {"杜", "du"}, {"戴", "dai"}, {"夏", "xia"}, {"钟", "zhong"},
	{"汪", "wang"}, {"田", "tian"}, {"任", "ren"}, {"姜", "jiang"}, {"范", "fan"}, {"方", "fang"}, {"石", "shi"}, {"姚", "yao"},
}

// trade is a branch of industry.
type trade struct{ zh, pinyin, en string }

var trades = [32]trade{
	{"化工", "huagong", "Chemicals"}, {"机械", "jixie", "Machinery"}, {"电子", "dianzi", "Electronics"}, {"软件", "ruanjian", "Software"},
	{"轮胎", "luntai", "Tyres"}, {"家电", "jiadian", "Appliances"}, {"船舶", "chuanbo", "Shipbuilding"}, {"汽车", "qiche", "Vehicles"},
	{"轨道", "guidao", "Rail"}, {"航空", "hangkong", "Aviation"}, {"医药", "yiyao", "Pharmaceuticals"}, {"生物", "shengwu", "Biotechnology"},
	{"食品", "shipin", "Foods"}, {"纺织", "fangzhi", "Textiles"}, {"服装", "fuzhuang", "Garments"}, {"造纸", "zaozhi", "Paper"},
	{"钢铁", "gangtie", "Steel"}, {"有色", "youse", "Non-ferrous Metals"}, {"建材", "jiancai", "Building Materials"}, {"陶瓷", "taoci", "Ceramics"},
	{"电池", "dianchi", "Batteries"}, {"光伏", "guangfu", "Photovoltaics"}, {"风电", "fengdian", "Wind Power"}, {"氢能", "qingneng", "Hydrogen"},
	{"储能", "chuneng", "Energy Storage"}, {"芯片", "xinpian", "Chips"}, {"传感", "chuangan", "Sensors"}, {"机床", "jichuang", "Machine Tools"},
	{"激光", "jiguang", "Lasers"}, {"海工", "haigong", "Offshore Engineering"}, {"农机", "nongji", "Farm Machinery"}, {"物流", "wuliu", "Logistics"},
}
